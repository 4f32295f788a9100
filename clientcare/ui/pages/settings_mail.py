"""How e-mails leave: through the owner's mail program, or directly through their mail server, tried out on request."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clientcare.errors import InvalidInput, WorldError
from clientcare.mail.account import PORTS, Account, account_of, guess, hint, provider_of
from clientcare.said import Said, mark
from clientcare.settings import TITLES, Settings
from clientcare.ui import reading_order
from clientcare.ui.desk import Desk
from clientcare.ui.pages.settings_letters import Ask
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, label, row, set_tone
from clientcare.ui.wording import breakable, tr

if TYPE_CHECKING:
    from clientcare.ui.jobs import Ask as InFile

WAYS = (("program", mark("Through my mail program")), ("direct", mark("Directly from ClientCare")))
PROTECTIONS = (("tls", mark("TLS")), ("starttls", mark("STARTTLS")))
WHERE = {
    "ring": mark("Kept in this computer’s key ring, and never shown again."),
    "memory": mark("No key ring of this computer took it, so ClientCare knows it only until you close it."),
}


class MailCard(Card):
    """The way, the mail server, its password, and a try; `ask(card, name, field, why)` adds a field that is saved as typed."""

    def __init__(self, desk: Desk, ask: Ask) -> None:
        super().__init__(label(tr("Sending e-mail"), "heading"), spacing=12)
        self._desk, self._email = desk, ""
        self._trial: Event | None = None
        self._looked_for: tuple[str, str] | None = None
        self._asked = 0  # only the answer to what the key ring was asked last is shown
        self._way = OneAlways(WAYS, "settings.mail_way", tr(TITLES["mail_way"]))
        ask(self, "mail_way", self._way, tr("In your mail program you see each e-mail once more before it goes."))
        self._direct = Card(look="clear", spacing=12)
        self._direct.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._direct)
        self._server(ask)
        self._secret()
        self._trying()
        self._way.edited.connect(lambda _: self._look_again())
        self._look_again()

    def _server(self, ask: Ask) -> None:
        self._sender = label("", "soft", wrap=True, name="settings.mail_sender")
        self._usual = button("", self._take_usual, name="settings.mail_usual")
        self._direct.column.addWidget(self._sender)
        self._direct.column.addLayout(row(self._usual, None))
        self._host, self._port, self._user = LineField(hint="smtp.example.com"), LineField(), LineField()
        self._port.setFixedWidth(120)
        self._security = OneAlways(PROTECTIONS, "settings.smtp_security", tr(TITLES["smtp_security"]))
        ask(self._direct, "smtp_host", self._host, tr("The help pages of your mail service tell it, mostly under SMTP."))
        ask(self._direct, "smtp_security", self._security, tr("ClientCare never sends over a connection without protection."))
        ask(self._direct, "smtp_port", self._port)
        ask(self._direct, "smtp_user", self._user, tr("Mostly your whole e-mail address."))
        self._security.edited.connect(self._port_follows)
        for field in (self._host, self._user):
            field.editingFinished.connect(self._look_again)

    def _secret(self) -> None:
        self._password = LineField("settings.mail_password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.editingFinished.connect(self._keep)
        self._password.textEdited.connect(lambda _: self._say("", "soft"))  # what is told there was of another one
        self._hint = label("", "soft", wrap=True, name="settings.mail_hint")
        self._where = label("", "soft", wrap=True, name="settings.mail_where")
        self._forget = button(tr("Forget the password"), self._let_go, "plain", "settings.mail_forget")
        for widget in (Labelled(tr("Password"), self._password), self._hint, self._where):
            self._direct.column.addWidget(widget)

    def _trying(self) -> None:
        self._try = button(tr("Try it out"), self._try_out, name="settings.mail_try")
        self._stop = button(tr("Stop waiting"), self._stop_waiting, name="settings.mail_stop")
        self._result = label("", "soft", wrap=True, name="settings.mail_result")
        self._direct.column.addLayout(row(self._try, self._stop, self._forget, None))
        self._direct.column.addWidget(self._result)
        self._stop.hide()
        self._result.hide()

    def show_settings(self, settings: Settings) -> None:
        """The fields show them already; what hangs on them follows."""
        self._email = settings.email.strip()
        self._look_again()

    def take_up(self) -> None:
        """Somebody was led here, mostly because the password is not known or is another one."""
        wanted = self._password if self._direct.isVisible() else self._way
        reading_order.focus(wanted, Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Nobody waits for the trial any more; a password still in the fingers is kept."""
        self._stop_waiting()
        self._keep()

    # -- what follows from what stands in the fields

    def _account(self) -> Account:
        """As typed, saved or not; raises InvalidInput."""
        typed = Settings(
            email=self._email, smtp_host=self._host.value(), smtp_port=self._port.value(),
            smtp_security=self._security.value() or "tls", smtp_user=self._user.value(),
        )  # fmt: skip
        return account_of(typed)

    def _look_again(self) -> None:
        direct = self._way.value() == "direct"
        self._direct.setVisible(direct)
        if not direct:
            return
        self._sender.setText(breakable(_sender(self._email)))
        set_tone(self._sender, "soft" if self._email else "trouble", "look")
        provider, usual = provider_of(self._email), guess(self._email)
        self._usual.setVisible(provider is not None and usual is not None and not self._is(usual))
        if provider is not None:
            self._usual.setText(tr("Use the usual settings of {service}", service=provider.name))
        known = hint(self._host.value())
        self._hint.setText(self._desk.words.say(known) if known else "")
        self._hint.setVisible(known is not None)
        self._port.setPlaceholderText(str(PORTS.get(self._security.value(), "")))
        self._look_for_password()

    def _is(self, usual: Account) -> bool:
        try:
            return self._account() == usual
        except InvalidInput:
            return False

    def _take_usual(self) -> None:
        usual = guess(self._email)
        if usual is not None:
            for field, value in (
                (self._host, usual.host), (self._security, usual.security), (self._port, str(usual.port)),
                (self._user, usual.user),
            ):  # fmt: skip
                _type(field, value)
            self._look_again()

    def _port_follows(self, security: object) -> None:
        """The usual port of the other protection gives way; one of the owner's own stays."""
        usual = {str(port) for port in PORTS.values()}
        if self._port.value() in usual:
            _type(self._port, str(PORTS[str(security)]))
        self._look_again()

    # -- the password

    def _look_for_password(self) -> None:
        """Ask, aside, where the password of this server and user is, once for each."""
        asked = (self._host.value(), self._user.value())
        if asked == self._looked_for or not self._desk.jobs.ready:
            return
        self._show_where("")
        try:
            account = self._account()
        except InvalidInput:
            self._looked_for = None
            self._asked += 1  # what is under way is of another server or user
        else:
            self._desk.jobs.post(partial(_where, account), then=partial(self._found, self._asking()))

    def _asking(self) -> int:
        """The number of what the key ring is asked now. It is asked beside everything else, so that "there is none" may come
        home after the one that was kept meanwhile."""
        self._looked_for = (self._host.value(), self._user.value())
        self._asked += 1
        return self._asked

    def _found(self, asked: int, where: str) -> None:
        if asked == self._asked:
            self._show_where(where)

    def _show_where(self, where: str, words: str = "") -> None:
        self._where.setText(words or (tr(WHERE[where]) if where else ""))
        self._where.setVisible(bool(self._where.text()))
        self._forget.setVisible(bool(where))
        self._password.setPlaceholderText(tr("Type a new one to replace it") if where else "")

    def _keep(self) -> None:
        """Once left or confirmed: out of the field, into the key ring."""
        secret = self._password.value()
        if not secret or self._way.value() != "direct":
            return
        try:
            account = self._account()
        except InvalidInput as error:
            self._show_where("", self._desk.words.say(error.said))
            return
        self._password.setText("")
        self._desk.jobs.post(partial(_keep, account, secret), then=partial(self._kept, self._asking()))

    def _kept(self, asked: int, where: str) -> None:
        self._found(asked, where)
        self._desk.outbox.password_typed()

    def _let_go(self) -> None:
        try:
            account = self._account()
        except InvalidInput:
            return
        self._desk.jobs.post(partial(_forget, account), then=partial(self._forgotten, self._asking()))

    def _forgotten(self, asked: int, gone: bool) -> None:
        if asked == self._asked:
            still = tr("The key ring did not answer, so it may still hold the password.")
            self._show_where("", tr("Forgotten.") if gone else still)

    # -- trying it out

    def _try_out(self) -> None:
        secret = self._password.value()
        self._keep()
        try:
            account = self._account()
        except InvalidInput as error:
            self._tell(error.said, works=False)
            return
        trial = self._trial = Event()
        self._waiting(tr("Trying it out. No e-mail is sent …"))
        self._desk.jobs.post(
            partial(_attempt, account, secret, trial), then=partial(self._works, trial), failed=partial(self._fails, trial)
        )

    def _waiting(self, words: str) -> None:
        self._try.setVisible(not words)
        self._stop.setVisible(bool(words))
        self._say(words, "soft")

    def _stop_waiting(self) -> None:
        if self._trial is not None:
            self._trial.set()
            self._trial = None
            self._waiting("")

    def _works(self, trial: Event, said: Said) -> None:
        if trial is self._trial:
            self._tell(said, works=True)

    def _fails(self, trial: Event, error: Exception) -> None:
        if trial is not self._trial:
            return
        if isinstance(error, WorldError):
            self._tell(error.said, works=False)
        else:
            self._stop_waiting()
            self._desk.jobs.failed.emit(error)

    def _tell(self, said: Said, *, works: bool) -> None:
        self._trial = None
        self._waiting("")
        self._say(self._desk.words.say(said), "strong" if works else "trouble")

    def _say(self, words: str, look: str) -> None:
        self._result.setText(breakable(words))
        self._result.setVisible(bool(words))
        set_tone(self._result, look, "look")


def _sender(email: str) -> str:
    if email:
        return tr("Your e-mails are sent from {email}, as it stands under “Your business”.", email=email)
    return tr("Your e-mails have no sender yet: type your e-mail under “Your business”.")


def _type(field: Any, value: str) -> None:
    """As if the owner had typed it: shown and saved."""
    if field.value() != value:
        field.set_value(value)
        field.edited.emit(value)


def _where(account: Account, _read: InFile, _write: InFile) -> str:
    from clientcare.mail import password

    return password.where(account)


def _keep(account: Account, secret: str, _read: InFile, _write: InFile) -> str:
    from clientcare.mail import password

    return "ring" if password.keep(account, secret) else "memory"


def _forget(account: Account, _read: InFile, _write: InFile) -> bool:
    from clientcare.mail import password

    return password.forget(account)


def _attempt(account: Account, secret: str, trial: Event, _read: InFile, _write: InFile) -> Said:
    from clientcare.mail import password, transport

    return transport.try_out(account, secret or password.known(account) or "", cancelled=trial.is_set)
