"""Every place of the window where something can be typed or chosen: how to get there, and what is left out on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fnmatch import fnmatch
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from clientcare import services
from clientcare.db.models import Referral
from clientcare.letters import kinds
from clientcare.records import DisputeForm, EventForm, PaymentForm, ProviderForm, ReminderForm
from clientcare.ui.page_stack import PAGES
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.widgets.fields import NumberField

# Left out on purpose, by name, each with its reason: nothing here is somebody's words that could be lost.
EXEMPT = {
    "vent.text": "nothing of it is kept, by design",
    "settings.mail_password": "a password goes to the key ring, never into a file of ours",
    "search.text": "a search", "firms.find": "a search", "*.filter": "a search within a list",
    "disputes.sift.*": "how a list is sifted; kept under a name where wanted", "disputes.status*": "which part of a list",
    **dict.fromkeys(("clients.show", "clients.tag", "clients.disputes"), "how a list is sifted"),
    "*.table.all": "which rows are ticked",
    "disputes.view.*": "as a list or as a board", "what_if.*": "supposed for a moment, to look at what would follow",
    "write.kind": "which letter is looked at; each has its own draft", "toast.*": "a word in passing",
    "sheet.language*": "the language the preview is shown in",
    "duplicates.*": "which of two is kept, chosen before the eyes; nothing is typed",
    "import.*": "how a file is read; the file is still there",
    "decide.offer.*": "kept with the decision; that of the chosen way is ticked by itself",
    "compare.*": "which two are looked at", "versions.*": "which one is looked at",
    "lever.*": "kept as moved; its own test moves it by hand",
    "due.day": "one day in a dialog of one press", "moment.day*": "one moment in a dialog of one press",
    "sleep.*": "one moment in a dialog of one press",
    "backups.*": "a list to choose from", "board.*": "what the board shows",
}  # fmt: skip
INNER = ("qt_spinbox_lineedit", "qt_calendar_yearedit")  # Qt's own parts of a control
TYPED = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
CHOSEN = (QComboBox, QAbstractSlider)


@dataclass(frozen=True)
class World:
    """The records that the places are about."""

    client: int
    dispute: int  # every question answered
    letter: int  # a dispute that is decided, for its letters
    referred: int
    provider: int
    entry: int
    payment: int
    reminder: int
    ready: int  # a dispute whose letter could go as it is


@dataclass(frozen=True)
class Place:
    """`way` leads to it, from wherever the owner is. `dialog`: its class name, where it is one."""

    name: str
    way: Callable[[Any, World], object]
    dialog: str = ""


def write_world(session: Any) -> World:
    """A business with one of everything that can be typed about."""
    from .test_write import decided

    services.traits.suggest(session)
    services.settings.update(session, mail_way="direct")
    services.job_kinds.save_margin(session, "Tiles", 0.3)
    letter, ready = decided(session), decided(session, "Eva Berg")
    provider = services.referrals.save(session, ProviderForm("Valley Tile Studio", "Tiles"))
    client = services.clients.create(session, "Ines Ahlgren")
    services.contacts.add(session, client, "email")
    payment = services.payments.save(session, PaymentForm(client, date.today() - timedelta(40), Decimal(1950)))
    dispute = services.disputes.create(session, DisputeForm("The relaunch", client))
    _answer_all(session, dispute)
    form = EventForm(dispute, "call", datetime.now(UTC) - timedelta(hours=2), "She called", "them", False)
    entry = services.entries.save(session, form)
    due = datetime.now(UTC) + timedelta(days=3)
    reminder = services.own_reminders.save(session, ReminderForm("Call", due, "", None, client, None))
    referred = services.disputes.create(session, DisputeForm("Hall tiles", client_name="Mo Lind"))
    named = Referral(dispute_id=referred, provider_id=provider, referred_on=date.today() - timedelta(4), may_know=["name"])
    session.add(named)
    named.consent, named.consent_on, named.went = "yes", date.today() - timedelta(3), "well"
    return World(client, dispute, letter, referred, provider, entry, payment, reminder, ready)


def _answer_all(session: Any, dispute: int) -> None:
    day = date.today() - timedelta(2)
    said = {"asked": Decimal(480), "told_on": day, "due_on": date.today() + timedelta(5), "channel": "phone"}
    services.disputes.update(session, dispute, **said, answer="accepted", answered_on=day, deliver_by=day, lesson_by=day)
    quick = {"owe": "part", "owe_sum": Decimal(150), "want_back": "gladly", "if_no": "complain", "part": "some"}
    services.decisions.answer(session, dispute, **quick, closer=True, need_unmet=True, need="A matt glaze")


# -- the ways


def _page(name: str, record: str = "", screen: str = "") -> Place:
    def way(owner: Any, world: World) -> None:
        owner.go(name, getattr(world, record) if record else None, screen)

    return Place(f"{name} {screen}".strip(), way)


def _write(kind: str) -> Place:
    def way(owner: Any, world: World) -> None:
        firm = f":{world.provider}" if kinds.kind(kind).to == "provider" else ""
        owner.go("dispute", world.referred if firm else world.letter, f"write:{kind}{firm}" if firm else "write")
        if not firm:
            owner.window.page("dispute")._shown._panel.letter.open(world.letter, kind)
            owner.settle()
        if owner.sees("facts.open") and "Change" in owner.find("facts.open").text():
            owner.click("facts.open")

    return Place(f"write {kind}", way)


def _dialog(name: str, kind: str, opens: Callable[[Any, World], object]) -> Place:
    return Place(name, opens, kind)


def _clicked(button: str, page: str, record: str = "", screen: str = "") -> Callable[[Any, World], None]:
    def way(owner: Any, world: World) -> None:
        owner.go(page, getattr(world, record) if record else None, screen)
        owner.click(button)

    return way


def _change_payment(owner: Any, world: World) -> None:
    owner.go("client", world.client)
    owner.window.page("client").payments.open_payment(world.payment)
    owner.settle()


def _change_entry(owner: Any, world: World) -> None:
    owner.go("dispute", world.dispute, "timeline")
    page = owner.window.page("dispute")
    page._shown._timeline._entries[world.entry].changes.emit(page._shown._timeline._entries[world.entry].event_row)
    owner.settle()


def _new_dispute_of(owner: Any, world: World) -> None:
    owner.go("client", world.client)
    owner.window.page("client").new_dispute()
    owner.settle()


def _remind(of: str) -> Callable[[Any, World], None]:
    def way(owner: Any, world: World) -> None:
        from clientcare.ui.reminding import reminder_form

        if of == "change":
            row = next(row for row in owner.read(lambda s: services.own_reminders.of_client(s, world.client)))
            reminder_form.change(owner.window.desk, owner.window, row)
        else:
            reminder_form.remind(owner.window.desk, owner.window, **({of: getattr(world, of)} if of else {}))
        owner.settle()

    return way


def _tag(owner: Any, world: World) -> None:
    from clientcare.ui.clients.new_tag import NewTag

    NewTag(owner.window.desk, owner.window, [world.client]).ask()
    owner.settle()


def _rename_tag(owner: Any, world: World) -> None:
    from clientcare.ui.clients.rename_tag import RenameTag

    RenameTag(owner.window.desk, owner.window, "VIP", lambda _: None).ask()
    owner.settle()


def _name_filter(owner: Any, world: World) -> None:
    from clientcare.ui.disputes.kept import _Name

    _Name(owner.window.desk, owner.window, "disputes", {"status": "open"}).ask()
    owner.settle()


def _has_gone(owner: Any, world: World) -> None:
    owner.go("dispute", world.ready, "write")
    owner.window.page("dispute")._shown._panel.departure.mark_sent()
    owner.settle()


def _send(owner: Any, world: World) -> None:
    from clientcare.ui.widgets.send_dialog import ask_to_send

    owner.go("dispute", world.ready, "write")
    ask_to_send(owner.window.desk, owner.window, "dana@home.example", "Your hall", "letter.pdf", lambda to: None, world.ready)
    owner.settle()


def _keep_wording(owner: Any, world: World) -> None:
    owner.go("dispute", world.ready, "write")
    panel = owner.window.page("dispute")._shown._panel
    panel.letter.change_words(edits={"close": "Dear Dana, with thanks for your patience"})
    panel.wordings.keep("close")
    owner.settle()


def _message(owner: Any, world: World) -> None:
    owner.go("dispute", world.ready, "write")
    owner.click("write.copy")


# Another answer there takes away the screens that follow from it: last.
SCREENS = (*(step.key for step in STEPS if step.key not in ("write", "follow.referral", "follow.answer")), "follow.answer")
TO_CLIENT = tuple(kind.key for kind in kinds.KINDS if kind.to == "client")
TO_FIRM = tuple(kind.key for kind in kinds.KINDS if kind.to == "provider")
RECORD_OF = {"client": "client", "provider": "provider", "dispute": "dispute"}
ON_PAGES: tuple[Place, ...] = (
    *(_page(page, RECORD_OF.get(page, "")) for page in PAGES),
    Place("client, a payment changed", _change_payment),
)
ON_SCREENS: tuple[Place, ...] = (
    *(_page("dispute", "dispute", screen) for screen in SCREENS),
    _page("dispute", "referred", "follow.referral"),
    _page("dispute", "dispute", "timeline"),
    Place("traits changed", _clicked("fit.change", "dispute", "dispute", "weigh.fit")),
)
IN_LETTERS: tuple[Place, ...] = tuple(_write(kind) for kind in (*TO_CLIENT, *TO_FIRM))
IN_DIALOGS: tuple[Place, ...] = (
    _dialog("new dispute", "NewDispute", lambda owner, _: owner.window.new_dispute()),
    _dialog("new dispute of a client", "NewDispute", _new_dispute_of),
    _dialog("new firm", "NewProvider", lambda owner, _: (owner.go("referrals"), owner.window.page("referrals").new_provider())),
    _dialog("the call", "CallDialog", _clicked("call.open", "dispute", "dispute", "listen.words")),
    _dialog("an offer", "OfferDialog", _clicked("ways.add_offer", "dispute", "dispute", "weigh.ways")),
    _dialog("an entry", "EntryDialog", _clicked("timeline.more", "dispute", "dispute", "timeline")),
    _dialog("an entry changed", "EntryDialog", _change_entry),
    _dialog("a reminder", "ReminderDialog", _remind("")),
    _dialog("a reminder of a dispute", "ReminderDialog", _remind("dispute")),
    _dialog("a reminder of a client", "ReminderDialog", _remind("client")),
    _dialog("a reminder changed", "ReminderDialog", _remind("change")),
    _dialog("a tag", "NewTag", _tag),
    _dialog("a tag renamed", "RenameTag", _rename_tag),
    _dialog("a filter", "_Name", _name_filter),
    _dialog("it has gone", "MarkSent", _has_gone),
    _dialog("send", "SendDialog", _send),
    _dialog("keep the wording", "KeepDialog", _keep_wording),
    _dialog("the short message", "WordsDialog", _message),
)
GROUPS = {"pages": ON_PAGES, "screens": ON_SCREENS, "letters": IN_LETTERS, "dialogs": IN_DIALOGS}
PLACES = tuple(place for group in GROUPS.values() for place in group)
NOTHING_TYPED = {  # dialogs that are only looked at, or hold one day
    "TroubleDialog", "CompareDialog", "VersionsDialog", "TalkingPoints", "DayDialog", "MomentDialog", "SleepDialog",
}  # fmt: skip
FRAMES = {"FormDialog", "GrowingDialog", "KeptDialog"}


# -- the fields


def is_exempt(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in EXEMPT)


def fields(root: QWidget) -> list[Any]:
    """Every field on show that is typed in or chosen from, as it is named."""
    found = [one for one in root.findChildren(QWidget) if one.isVisible() and one.isEnabled() and _is_field(one)]
    return [one for one in found if not is_exempt(one.objectName())]


def _is_field(one: QWidget) -> bool:
    if one.objectName() in INNER or isinstance(one, QScrollBar):
        return False
    if isinstance(one, QLineEdit | QPlainTextEdit) and one.isReadOnly():
        return False
    if isinstance(one, QLineEdit) and isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox):
        return False
    if isinstance(one, QAbstractButton):
        return one.isCheckable() and not one.objectName().startswith(("nav.", "stepper."))
    return isinstance(one, TYPED + CHOSEN)


def content(field: Any) -> str:
    """What stands in a field, to be compared."""
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return str(field.toPlainText())
    if isinstance(field, QDateEdit):
        return str(field.date().toString("yyyy-MM-dd"))
    if isinstance(field, QComboBox):
        return str(field.currentText())
    if isinstance(field, NumberField):
        return str(field.value())
    if isinstance(field, QAbstractButton):
        return str(field.isChecked())
    return str(field.value() if isinstance(field, QAbstractSlider) else field.text())


def type_in(field: Any, number: int) -> str:
    """Type or choose something that was not there before, by hand; what stands there then."""
    field.setFocus()
    if isinstance(field, QDateEdit):
        ahead = field.parentWidget().findChild(QWidget, f"{field.objectName()}.usual") is not None  # else it asks for the past
        day = QDate.currentDate().addDays((number % 9 + 1) * (1 if ahead else -1))
        field.setDate(day if day != field.date() else day.addDays(10 if ahead else -10))
    elif isinstance(field, QComboBox):
        field.setCurrentIndex((field.currentIndex() + 1) % field.count())
        field.activated.emit(field.currentIndex())
    elif isinstance(field, QAbstractButton):
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    elif isinstance(field, QAbstractSlider):
        QTest.keyClick(field, Qt.Key.Key_Right)
    else:
        field.selectAll()
        event = QInputMethodEvent()
        event.setCommitString(f"{number % 80 + 11}" if _wants_number(field) else f"Typed {number} just now")
        QApplication.sendEvent(field, event)
    QApplication.processEvents()
    return content(field)


def _wants_number(field: Any) -> bool:
    return isinstance(field, NumberField) or "port" in field.objectName() or field.objectName().endswith("presets.n")


def named(found: Iterable[Any]) -> dict[str, Any]:
    return {field.objectName(): field for field in found}
