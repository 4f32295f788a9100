"""What the columns of a file hold: a guess for each beside what stands in it, to be corrected before anything is read."""

from __future__ import annotations

from functools import partial
from itertools import islice

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from clientcare.services.importing.plan import PAYMENTS
from clientcare.services.importing.source import FIELDS, NAMED, Source, SourceColumn, Wanted, lacks, mapped
from clientcare.ui.desk import Desk
from clientcare.ui.importing import words
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, ElidedLabel, label, scroller
from clientcare.ui.wording import tr

FEW, MOST = 15, 120  # columns seen at a glance; shown at all, more than anybody would choose by hand
AT_ONCE = 8  # lines added before the window is let go on
ORDERS = {"dmy": "31.12.2026", "mdy": "12/31/2026", "ymd": "2026-12-31"}


class FieldBox(QComboBox):
    """What one column holds; "" leaves it out. The wheel is the page's."""

    def __init__(self, kind: str, column: SourceColumn, keys: tuple[str, ...], chosen: str) -> None:
        super().__init__()
        self.setObjectName(f"import.column.{column.place}")
        heading = column.heading or tr("Column {number}", number=column.place + 1)
        self.setAccessibleName(tr("What “{column}” holds", column=heading))
        self.setAccessibleDescription(", ".join(column.examples))
        self.setMaxVisibleItems(14)
        self.setMinimumWidth(180)
        self.addItem(tr("Leave out"), "")
        for key in (*keys, *(() if chosen in (*keys, "") else (chosen,))):
            self.addItem(words.field_title(kind, key), key)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Columns(QWidget):
    """Shows a Source; `wanted()` is how it is to be read. `changed()` when anything is another."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._source: Source | None = None
        self._fields: dict[str, dict[int, str]] = {}  # of each kind, as the owner corrected them
        self._boxes: dict[int, FieldBox] = {}
        self.kind = OneAlways(words.KINDS, "import.kind", tr("What is in it"))
        self._about, self._lack = label("", "soft", wrap=True, name="import.about"), label("", "trouble", wrap=True)
        self._lack.setObjectName("import.lack")
        self._layout()
        self.kind.edited.connect(self._kind_chosen)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._add_some)

    def _layout(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area, inner = scroller()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Card(self._about, Labelled(tr("What is in it"), self.kind), self._how(), spacing=12))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 5)
        self._rest = label("", "soft", wrap=True)
        self._card = Card(label(tr("What each column holds"), "heading"), self._lack, spacing=12)
        text = tr("No column says who paid, so it is read from the text of each payment. You decide about every new name.")
        self._from_text = label(text, "soft", wrap=True, name="import.from_text")
        self._card.column.addWidget(self._from_text)
        self._card.column.addLayout(self._grid)
        self._card.column.addWidget(self._rest)
        column.addWidget(self._card)
        column.addStretch(1)
        whole.addWidget(area)

    def _how(self) -> QWidget:
        """How days and sums are to be read, asked of payments only."""
        days = tuple((key, tr("Like {day}", day=text)) for key, text in ORDERS.items())
        self.order = OneAlways(days, "import.order", tr("How days are written"))
        sums = ((".", tr("Like {sum}", sum="1,250.50")), (",", tr("Like {sum}", sum="1.250,50")))
        self.decimal = OneAlways(sums, "import.decimal", tr("How sums are written"))
        self.less_fees = QCheckBox(tr("Take the fees off: count what reached you"))
        self.less_fees.setObjectName("import.less_fees")
        self._how_box = QWidget()
        self._how_box.setProperty("look", "clear")
        self._unsure = label("", "trouble", wrap=True, name="import.unsure")
        column = QVBoxLayout(self._how_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for each in (Labelled(tr("How days are written"), self.order), Labelled(tr("How sums are written"), self.decimal)):
            column.addWidget(each)
        column.addWidget(self._unsure)
        column.addWidget(self.less_fees, 0, Qt.AlignmentFlag.AlignLeft)
        for field in (self.order, self.decimal):
            field.edited.connect(lambda _: self._unsure.hide())
        return self._how_box

    # showing

    def show_source(self, source: Source, kind: str = "") -> None:
        """Show what was found in a file; `kind`: what the owner came for, if that is known."""
        self._source = source
        self._fields = {name: dict(mapping.fields) for name, mapping in (source.mappings or {}).items()}
        self.kind.set_value(kind if kind and (kind != PAYMENTS or source.table) else source.kind)
        for chip in self.kind.findChildren(QWidget, f"import.kind.{PAYMENTS}"):
            chip.setVisible(source.table is not None)  # address cards hold none
        self._about.setText(self._say_about(source))
        self._show_kind()

    def _say_about(self, source: Source) -> str:
        if source.table is None:
            return tr("%n address card(s)", source.rows)
        separators = {",": tr("commas"), ";": tr("semicolons"), "\t": tr("tabs"), "|": tr("bars")}
        found = [tr("%n row(s)", source.rows)]
        layout = source.mappings[source.kind].layout if source.mappings else ""
        if layout:
            found.append(layout)
        found.append(tr("columns parted by {sign}", sign=separators.get(source.table.delimiter, f"“{source.table.delimiter}”")))
        if source.table.skipped_lines:
            found.append(tr("%n line(s) before the headings", source.table.skipped_lines))
        return " · ".join(found)

    def _kind_chosen(self, _: object) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        source, kind = self._source, str(self.kind.value())
        assert source is not None
        mapping = source.mappings[kind] if source.mappings else None
        self._how_box.setVisible(kind == PAYMENTS and mapping is not None)
        self._card.setVisible(mapping is not None)
        if mapping is not None:
            self.order.set_value(mapping.date_order)
            self.decimal.set_value(mapping.decimal)
            self._say_unsure(mapping.unsure)
        self._clear()
        shown = self._worth_showing(source.columns, kind)
        self._waiting = iter(shown)
        hidden = len(source.columns) - len(shown)
        said = [tr("%n more column(s) are left out.", hidden)] if hidden else []
        said += [tr("%n column(s) have nothing in them.", source.empty)] if source.empty else []
        self._rest.setText(" ".join(said))
        self._rest.setVisible(bool(said))
        self._add_some()
        self._say_lack()

    def _worth_showing(self, columns: tuple[SourceColumn, ...], kind: str) -> list[SourceColumn]:
        """All of them as they stand; of many first those that mean something."""
        if len(columns) <= FEW:
            return list(columns)
        meant = self._fields.get(kind, {})
        return sorted(columns, key=lambda column: column.place not in meant)[: max(MOST, len(meant))]

    def _say_unsure(self, unsure: frozenset[str]) -> None:
        days = tr("Both ways of writing days are possible here: please look whether the one chosen is right.")
        sums = tr("Both ways of writing sums are possible here: please look whether the one chosen is right.")
        said = [text for key, text in (("date_order", days), ("decimal", sums)) if key in unsure]
        self._unsure.setText(" ".join(said))
        self._unsure.setVisible(bool(said))

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes.clear()

    def _add_some(self) -> None:
        """A few lines at a time, so that a file of a hundred columns does not stop the window."""
        added = list(islice(self._waiting, AT_ONCE))
        for column in added:
            self._add_line(column)
        if len(added) == AT_ONCE:
            self._timer.start()

    def _add_line(self, column: SourceColumn) -> None:
        kind, line = str(self.kind.value()), self._grid.rowCount()
        box = FieldBox(kind, column, FIELDS[kind], self._fields[kind].get(column.place, ""))
        box.activated.connect(partial(self._field_chosen, column.place))
        self._boxes[column.place] = box
        heading = ElidedLabel(column.heading or tr("Column {number}", number=column.place + 1), "strong")
        self._grid.addWidget(heading, line, 0)
        self._grid.addWidget(ElidedLabel(" · ".join(column.examples), "soft"), line, 1)
        self._grid.addWidget(box, line, 2)

    def _field_chosen(self, place: int, _: int) -> None:
        chosen, fields = str(self._boxes[place].currentData()), self._fields[str(self.kind.value())]
        fields.pop(place, None)
        if chosen:
            fields[place] = chosen
        self._say_lack()
        self.changed.emit()

    def _say_lack(self) -> None:
        lack = self.lack
        self._lack.setText(lack)
        self._lack.setVisible(bool(lack))
        kind, fields = str(self.kind.value()), set(self._fields.get(str(self.kind.value()), {}).values())
        self.less_fees.setVisible("fee" in fields)
        self._from_text.setVisible(kind == PAYMENTS and not lack and not NAMED & fields)

    # what was chosen

    @property
    def lack(self) -> str:
        """What has still to be chosen, or ""."""
        kind = str(self.kind.value())
        if self._source is None or self._source.table is None:
            return ""
        said = lacks(kind, list(self._fields[kind].values()))
        return self._desk.words.say(said) if said is not None else ""

    def wanted(self) -> Wanted:
        """The file and how it is to be read."""
        source, kind = self._source, str(self.kind.value())
        assert source is not None
        if not source.mappings:
            return Wanted(source, kind)
        how = {"date_order": str(self.order.value()), "decimal": str(self.decimal.value())} if kind == PAYMENTS else {}
        less = kind == PAYMENTS and self.less_fees.isVisibleTo(self) and self.less_fees.isChecked()
        return Wanted(source, kind, mapped(source.mappings[kind], self._fields[kind], **how), self._desk.words.currency, less)
