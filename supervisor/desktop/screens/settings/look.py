"""This computer's look: theme and text size at once, language at the next start; kept for this user."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import settings
from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.forms import choice_box
from supervisor.language import _, language


class LookTab(QWidget):
    """Three choices, in force as they are made; and the own password."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = desk
        card = Card(_("Look and language"))
        card.setMaximumWidth(desk.theme.px(560))
        themes = [("system", _("as the system")), ("light", _("light")), ("dark", _("dark"))]
        self.theme = choice_box(themes, name=_("Theme"), value=desk.theme.choice)
        self.theme.activated.connect(lambda _place: self._take())
        sizes = [(1.0, "100%"), (1.15, "115%"), (1.25, "125%"), (1.5, "150%")]
        self.text_size = choice_box(sizes, name=_("Text size"), value=desk.theme.text_scale)
        self.text_size.activated.connect(lambda _place: self._take())
        self.language = choice_box([("zh", "中文"), ("en", "English")], name=_("Language"), value=language())
        self.language.activated.connect(lambda _place: self._speak())
        for name, field, note in (
            (_("Theme"), self.theme, ""), (_("Text size"), self.text_size, _("Widths follow fully at the next start.")),
            (_("Language"), self.language, _("In force from the next start.")),
        ):  # fmt: skip
            card.add(label(name, "small"))
            card.add(field)
            if note:
                card.add(label(note, "small"))
        account = Card(_("My log-in"))
        account.setMaximumWidth(desk.theme.px(560))
        session = desk.services.session
        if session is not None and not session.automatic:
            account.add(label(_("You are logged in as {login}.").format(login=session.login), "muted", wrap=True))
            account.add(row(button(_("Change my password…"), self.ask_password), None))
        else:
            account.add(label(_("The sample logs its manager in by itself; there is no password to change."), "muted",
                              wrap=True))  # fmt: skip
        self.setLayout(column(card, account, None, spacing=16))

    def ask_password(self) -> None:
        """Change one's own password."""
        from supervisor.desktop.screens.settings.user_forms import ask_own_password

        ask_own_password(self, self._desk)

    def _take(self) -> None:
        kept = settings()
        kept.setValue("theme", self.theme.currentData())
        kept.setValue("text_scale", self.text_size.currentData())
        self._desk.theme.choose(self.theme.currentData(), self.text_size.currentData())

    def _speak(self) -> None:
        settings().setValue("language", self.language.currentData())
        self._desk.say("info", _("The language changes when the program is started again."))
