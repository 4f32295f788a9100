"""The one style sheet, made from the tokens. Widgets say what they are by their property `look`."""

from __future__ import annotations

from clientcare.ui.tokens import Tokens


def style_sheet(t: Tokens, icons: str) -> str:
    """The whole style sheet. Widgets say what they are by the property `look`; no colour is written anywhere else."""
    return f"""
* {{ font-size: 14px; }}
QWidget {{ color: {t.ink}; }}
QMainWindow, QDialog, QWidget[look="page"] {{ background: {t.page}; }}
QLabel {{ background: transparent; }}
QLabel[look="title"] {{ font-size: 24px; font-weight: 600; }}
QLabel[look="heading"] {{ font-size: 16px; font-weight: 600; }}
QLabel[look="figure"] {{ font-size: 22px; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="soft"] {{ color: {t.soft}; font-size: 13px; }}
QLabel[look="trouble"] {{ color: {t.attention}; font-size: 13px; }}
QLabel[look="prompt"] {{ font-size: 22px; font-weight: 600; background: {t.wash}; border-radius: 8px; }}
QLabel[look="pill"] {{ font-size: 12px; font-weight: 600; color: {t.accent}; background: {t.wash};
  border-radius: 8px; padding: 3px 12px; }}
QLabel[look="pill"][tone="attention"] {{ color: {t.attention}; background: {t.attention_wash}; }}
QLabel[look="pill"][tone="quiet"] {{ color: {t.soft}; background: {t.page}; }}
QFrame[look="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; }}
QFrame[look="card"]:focus {{ border: 2px solid {t.accent}; }}
QFrame[look="wash"] {{ background: {t.wash}; border: none; border-radius: 8px; }}
QFrame[look="card"][tone="drop"] {{ background: {t.wash}; border: 2px dashed {t.accent}; }}
QFrame[look="shared"] {{ background: transparent; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[look="private"] {{ background: {t.page}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[look="shared"][tone="found"], QFrame[look="private"][tone="found"] {{ border: 2px solid {t.accent}; }}
QFrame[look="attention"] {{ background: {t.attention_wash}; border: none; border-radius: 8px; }}
QFrame[look="pick"] {{ background: {t.card}; border: 1px solid {t.control_line}; border-radius: 8px; }}
QFrame[look="pick"][tone="chosen"] {{ background: {t.wash}; border-color: {t.accent}; }}
QFrame[look="rule"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[look="side"] {{ background: {t.side}; border: none; border-right: 1px solid {t.line}; }}
QFrame[look="toast"] {{ background: {t.ink}; border-radius: 8px; }}
QFrame[look="toast"] QLabel {{ color: {t.page}; }}
QFrame[look="toast"] QPushButton {{ color: {t.page}; background: transparent; border: 1px solid {t.soft}; }}
QFrame[look="toast"] QPushButton:focus {{ border: 2px solid {t.page}; }}
QScrollArea, QScrollArea > QWidget > QWidget[look="clear"], QStackedWidget[look="clear"], QWidget[look="clear"] {{
  background: transparent; border: none; }}

QScrollArea[look="paper"] {{ border: 2px solid transparent; border-radius: 8px; }}
QScrollArea[look="paper"]:focus {{ border-color: {t.accent}; }}

QPushButton {{ min-height: 34px; padding: 0 16px; border: 1px solid {t.control_line}; border-radius: 8px;
  background: {t.card}; color: {t.ink}; }}
QPushButton, QCheckBox, QRadioButton {{ outline: none; }}
QPushButton:hover {{ background: {t.page}; border-color: {t.soft}; }}
QPushButton:pressed {{ background: {t.line}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 15px; min-height: 32px; }}
QPushButton:disabled {{ color: {t.soft}; background: {t.page}; border-color: {t.line}; }}
QPushButton[look="primary"] {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent}; font-weight: 600; }}
QPushButton[look="primary"]:hover {{ background: {t.accent}; border-color: {t.ink}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[look="primary"]:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.soft}; }}
QPushButton[look="plain"] {{ border: 1px solid transparent; background: transparent; color: {t.accent}; padding: 0 8px; }}
QPushButton[look="plain"][tone="quiet"] {{ color: {t.soft}; }}
QPushButton[look="plain"][tone="quiet"]:hover {{ color: {t.ink}; }}
QPushButton[look="plain"]:hover {{ background: {t.wash}; }}
QPushButton[look="plain"]:focus {{ border: 2px solid {t.accent}; padding: 0 7px; }}
QPushButton[look="plain"]:disabled {{ color: {t.soft}; }}
QPushButton[look="small"] {{ border: 1px solid transparent; background: transparent; color: {t.soft}; font-size: 12px;
  min-height: 22px; padding: 0 6px; border-radius: 6px; text-align: right; }}
QPushButton[look="small"]:hover {{ background: {t.wash}; color: {t.ink}; }}
QPushButton[look="small"]:focus {{ border: 2px solid {t.accent}; padding: 0 5px; min-height: 20px; text-align: center; }}
QLabel[look="point"], QPushButton[look="point"] {{ border: 2px solid transparent; background: transparent; color: {t.soft};
  font-size: 13px; min-height: 18px; padding: 0; border-radius: 6px; }}
QPushButton[look="point"]:hover {{ color: {t.ink}; background: {t.wash}; }}
QPushButton[look="point"]:focus {{ border: 2px solid {t.accent}; padding: 0; min-height: 18px; }}
QPushButton[look="chip"] {{ border-radius: 8px; padding: 0 14px; }}
QPushButton[look="chip"]:checked {{ background: {t.wash}; color: {t.accent}; border: 1px solid {t.accent}; }}
QPushButton[look="chip"]:focus {{ border: 2px solid {t.accent}; padding: 0 13px; }}
QPushButton[look="chip"][tone="small"] {{ min-height: 24px; padding: 0 10px; font-size: 12px; }}
QPushButton[look="chip"][tone="small"]:focus {{ min-height: 22px; padding: 0 9px; }}
QPushButton[look="pill"] {{ font-size: 12px; font-weight: 600; color: {t.accent}; background: {t.wash};
  border: 2px solid transparent; border-radius: 8px; padding: 0 10px; min-height: 20px; }}
QPushButton[look="pill"]:hover {{ border-color: {t.line}; }}
QPushButton[look="pill"][tone="attention"] {{ color: {t.attention}; background: {t.attention_wash}; }}
QPushButton[look="pill"]:focus {{ border-color: {t.accent}; padding: 0 10px; min-height: 20px; }}
QPushButton[look="nav"] {{ text-align: left; border: 1px solid transparent; background: transparent; color: {t.soft};
  padding: 0 12px; }}
QPushButton[look="nav"]:hover {{ background: {t.page}; color: {t.ink}; }}
QPushButton[look="nav"]:checked {{ background: {t.wash}; color: {t.accent}; font-weight: 600; }}
QPushButton[look="nav"]:focus {{ border: 2px solid {t.accent}; padding: 0 11px; }}
QPushButton[look="status"] {{ text-align: left; border: 1px solid transparent; background: transparent; color: {t.soft};
  font-size: 13px; min-height: 26px; padding: 0 12px; }}
QPushButton[look="status"][tone="attention"] {{ color: {t.attention}; background: {t.attention_wash}; }}
QPushButton[look="status"]:hover {{ color: {t.ink}; border-color: {t.line}; }}
QPushButton[look="status"]:focus {{ border: 2px solid {t.accent}; padding: 0 11px; min-height: 24px; }}
QPushButton[look="row"] {{ text-align: left; padding: 8px 12px; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}

QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox, QDoubleSpinBox {{
  background: {t.card}; color: {t.ink}; border: 1px solid {t.control_line}; border-radius: 8px; padding: 0 10px;
  min-height: 34px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QTextEdit, QPlainTextEdit {{ padding: 6px 6px; }}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus,
QDoubleSpinBox:focus {{ border: 2px solid {t.accent}; padding-left: 9px; min-height: 32px; }}
QTextEdit:focus, QPlainTextEdit:focus {{ padding: 5px 5px; }}
QLineEdit[trouble="true"], QPlainTextEdit[trouble="true"], QDateEdit[trouble="true"] {{ border: 2px solid {t.attention}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QDateEdit:disabled {{ color: {t.soft}; background: {t.page}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({icons}/chevron-down-{t.page[1:]}.svg); width: 16px; height: 16px; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; min-height: 0; }}
QComboBox QAbstractItemView {{ background: {t.card}; border: 1px solid {t.line}; outline: none; padding: 4px;
  selection-background-color: {t.wash}; selection-color: {t.ink}; }}
QComboBox QAbstractItemView::item {{ min-height: 30px; }}
QCheckBox, QRadioButton {{ spacing: 10px; min-height: 28px; background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 0 4px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator {{ width: 18px; height: 18px;
  border: 1px solid {t.soft}; background: {t.card}; }}
QCheckBox::indicator, QTableView::indicator {{ border-radius: 5px; }}
QRadioButton::indicator {{ border-radius: 10px; }}
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate, QTableView::indicator:checked,
QRadioButton::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked {{ image: url({icons}/check-{t.page[1:]}.svg); }}
QCheckBox::indicator:indeterminate {{ image: url({icons}/minus-{t.page[1:]}.svg); }}
QRadioButton::indicator:checked {{ border: 5px solid {t.accent}; background: {t.on_accent}; width: 10px; height: 10px; }}

QSlider:horizontal {{ min-height: 22px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.line}; }}
QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -7px 0; border-radius: 9px; border: 2px solid {t.accent};
  background: {t.card}; }}
QSlider::handle:horizontal:hover {{ background: {t.wash}; }}
QSlider::handle:horizontal:focus {{ background: {t.accent}; }}

QTableView {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; gridline-color: transparent;
  selection-background-color: {t.wash}; selection-color: {t.ink}; outline: none; }}
QTableView:focus {{ border: 2px solid {t.accent}; }}
QTableView[look="board"], QTableView[look="board"]:focus {{ background: transparent; border: none; border-radius: 0;
  selection-background-color: transparent; }}
QTableView[look="plain"] {{ border: 2px solid transparent; border-radius: 8px; }}
QTableView[look="plain"]:focus {{ border-color: {t.accent}; }}
QListWidget {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; padding: 4px; outline: none; }}
QListWidget:focus {{ border: 2px solid {t.accent}; padding: 3px; }}
QListWidget::item {{ padding: 8px 10px; border-radius: 8px; color: {t.ink}; }}
QListWidget::item:selected {{ background: {t.wash}; color: {t.ink}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {t.soft}; font-size: 13px; border: none;
  border-bottom: 1px solid {t.line}; padding: 0 15px; min-height: 36px; }}
QHeaderView[look="picks"]::section:first {{ padding-left: 41px; }}
QTableCornerButton::section {{ background: {t.card}; border: none; }}
QScrollBar:vertical {{ width: 10px; background: transparent; margin: 2px; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 2px; }}
QScrollBar::handle {{ background: {t.quiet}; border-radius: 3px; min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none;
  width: 0; height: 0; }}
QMenu {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 8px; padding: 6px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.wash}; color: {t.ink}; }}
QMenu::item:disabled {{ color: {t.soft}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 6px; }}
QMenuBar {{ background: {t.side}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.wash}; border-radius: 6px; }}
QToolTip {{ background: {t.card}; color: {t.ink}; border: 1px solid {t.line}; padding: 4px 8px; }}
QCalendarWidget QWidget {{ alternate-background-color: {t.page}; background: {t.card}; }}
QCalendarWidget QToolButton {{ color: {t.ink}; background: {t.card}; border: none; padding: 6px; }}
QCalendarWidget QAbstractItemView:enabled {{ color: {t.ink}; background: {t.card}; selection-background-color: {t.accent};
  selection-color: {t.on_accent}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {t.soft}; }}
QCalendarWidget QTableView, QCalendarWidget QTableView:focus {{ border: 1px solid {t.line}; border-radius: 0; }}
QCalendarWidget QTableView::item {{ border: none; padding: 0; }}
QCalendarWidget QTableView::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QSplitter::handle {{ background: transparent; }}
"""
