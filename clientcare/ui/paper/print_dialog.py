"""Asks which printer, how many and which pages; the paper is the letter's own unless the owner chooses another."""

from __future__ import annotations

import shiboken6
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clientcare.ui.paper.pdf_pages import Extent
from clientcare.ui.paper.printing import take_paper


def ask(parent: QWidget, title: str, extent: Extent, last: str = "") -> QPrinter | None:
    """The printer as the owner set it, or None. `last` is the one to begin with, if it is still there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if last and not QPrinterInfo.printerInfo(last).isNull():
        printer.setPrinterName(last)
    printer.setDocName(title)
    take_paper(printer, extent.size)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, extent.pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, extent.pages > 1)
    # Qt's own dialog, on Linux, puts the printer's usual paper back when it closes, whatever was set before it opened; the
    # owner sees which paper that is, and can choose another, only behind this button.
    properties, seen = dialog.findChild(QPushButton, "properties"), []
    if properties is not None:
        properties.clicked.connect(lambda: seen.append(True))
    said_yes = dialog.exec() == QDialog.DialogCode.Accepted
    shiboken6.delete(dialog)  # it would stay for as long as the window
    if not said_yes:
        return None
    if properties is not None and not seen:
        take_paper(printer, extent.size)
    return printer
