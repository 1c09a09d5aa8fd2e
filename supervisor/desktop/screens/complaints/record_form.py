"""The form of a complaint: what is said first, what matters on show, the rest one key further.

Nothing typed is lost: a refusal leaves the form as it is and says what is wrong beside the field, closing it asks, and
who has to leave the desk finds it again, sealed meanwhile for him alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.complaints.drafting import drafted_values, put_values
from supervisor.desktop.screens.complaints.files_field import FilesField
from supervisor.desktop.screens.complaints.naming import accepted_options
from supervisor.desktop.screens.complaints.record_values import Known, given_by, recorded_words
from supervisor.desktop.screens.complaints.representatives import RepresentativesField
from supervisor.desktop.screens.complaints.similar_hint import SimilarHint
from supervisor.desktop.screens.complaints.tree_box import TreeBox
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.forms import chosen
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.searchable import SearchBox
from supervisor.language import _

MORE_KEY, SETTLED_KEY = "F2", "F3"
_F2, _F3 = int(Qt.Key.Key_F2), int(Qt.Key.Key_F3)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SETTLED = ("facts", "answer", "accepted", "settled_minute", "at_fault")
_FAULT = ("apologised", "measure")
_OCCURRED = ("occurred_day", "occurred_minute")
_GROUP = ("group_size", "representatives")
_MORE = ("wish", "zone", "first_taker", "day", "minute", "mail", "address", "other_time", "is_group", "files")


class RecordForm(FieldForm):
    """Opened by `record.ask_new`; `known` is what it offers, `channel` what it begins with."""

    def __init__(self, page: QWidget, desk: Desk, known: Known, channel: str) -> None:
        super().__init__(page, desk, _("Record a complaint"), width=640)
        self._known, self._draft = known, ""
        self._sent = {"done": ""}  # told by the command's own thread: what is on record needs no draft
        self._more_on = False
        self._say_taken_up = label("", "small", wrap=True)
        self._say_taken_up.hide()
        self._whole(self._say_taken_up)
        self._first_fields(channel)
        self._settled_fields()
        self.more = button("", lambda: self._past_list(self.toggle_more), "link")
        self._whole(self.more)
        self._more_fields()
        self._follow()
        QShortcut(QKeySequence(MORE_KEY), self).activated.connect(lambda: self._past_list(self.toggle_more))
        QShortcut(QKeySequence(SETTLED_KEY), self).activated.connect(lambda: self._past_list(self.toggle_settled))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.press)
        self._from_lists()
        self._began = self.values()
        SimilarHint(self, desk)
        desk.leaving.connect(self._put_aside)

    # ------------------------------------------------------------------------------------------------ its fields
    def _first_fields(self, channel: str) -> None:
        from supervisor.complaints.words import CHANNELS

        known = self._known
        self.lines("text", _("What the customer said (repeat the main point)"))
        self.halves()
        hint = _("type a word or its code")
        self.field("class_code", _("What business it is about"), TreeBox(known.classes, hint))
        self.field("cause_code", _("Cause"), TreeBox(known.causes, hint))
        self.person = self.choice(
            "person", _("About whom"), [("", _("nobody in particular")), *known.people], searchable=True
        )
        self.channel = self.choice(
            "channel", _("Channel"), [(code, str(words)) for code, words in CHANNELS.items()], channel or "spoken"
        )
        self.text("name", _("Customer's name (kept sealed)"))
        self.text("phone", _("Customer's telephone (kept sealed)"))
        self.halves(False)
        self.hint = self.note("")
        self.verified = self.check("verified", _("Handed over by the hotline: the caller was verified"))
        words = _(
            "About the branch manager: head office gets this case at once; nobody in the branch handles or signs it."
        )
        self.goes = label(words, "bad", wrap=True)
        self._whole(self.goes)

    def _settled_fields(self) -> None:
        self.settled = self.check("settled", _("Settled on the spot ({key})").format(key=SETTLED_KEY))
        self.halves()
        for name, title in (
            ("facts", _("Facts that were found")),
            ("answer", _("The answer that the customer was given")),
        ):
            self.lines(name, title).setFixedHeight(self._desk.theme.px(56))
        self.at_fault = self.check("at_fault", _("The bank is at fault"))
        self.check("apologised", _("The customer has had our apology"))
        self.halves(False)
        self.text("measure", _("Measure that keeps it from happening again"))
        self.halves()
        self.choice("accepted", _("The customer"), accepted_options(_("please ask and choose")))
        self.minute("settled_minute", _("Settled at"), self._known.now.hour * 60 + self._known.now.minute)
        self.halves(False)

    def _more_fields(self) -> None:
        known = self._known
        today, minute = known.now.date(), known.now.hour * 60 + known.now.minute
        self.text("wish", _("What the customer wishes"))
        self.halves()
        self.choice("zone", _("Where it happened"), [("", _("not said")), *known.zones], searchable=True)
        self.choice("first_taker", _("First told to"), known.people, known.actor, searchable=True)
        self.day("day", _("Heard on"), today)
        self.minute("minute", _("Heard at"), minute)
        self.text("mail", _("Customer's e-mail (kept sealed)"))
        self.text("address", _("Customer's address (kept sealed)"))
        self.other_time = self.check("other_time", _("It happened at another time"))
        self.is_group = self.check("is_group", _("Several customers complain together"))
        self.day("occurred_day", _("Happened on"), today)
        self.minute("occurred_minute", _("Happened at"), minute)
        self.halves(False)
        self.number("group_size", _("How many customers"), 2, 2, 9999)
        self.representatives = RepresentativesField()
        self.field("representatives", _("Who speaks for them (kept sealed, at most five)"), self.representatives)
        self.files = FilesField(self)
        self.field("files", _("Letter, photo, recording"), self.files)

    def _whole(self, part: QLabel | QPushButton) -> None:
        self._line += 1
        self._side = 1
        self._grid.addWidget(part, self._line, 0, 1, 2)

    def _from_lists(self) -> None:
        """The keys of the form work, too, while a list of suggestions is open: else they would only close it."""
        for box in self.findChildren(SearchBox):
            completer = box.completer()
            popup = completer.popup() if completer is not None else None
            if popup is not None:
                popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QListView):
            sends = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _ENTER
            act = self.press if sends else {_F2: self.toggle_more, _F3: self.toggle_settled}.get(event.key())
            if act is not None:
                watched.hide()
                QTimer.singleShot(0, self, act)
                return True
        return super().eventFilter(watched, event)

    # -------------------------------------------------------------------------------------- what is shown when
    def _follow(self) -> None:
        self.channel.currentIndexChanged.connect(self._refresh)
        self.person.currentTextChanged.connect(self._refresh)
        for box in (self.settled, self.at_fault, self.other_time, self.is_group):
            box.toggled.connect(self._refresh)
        self.files.changed.connect(self._files_changed)
        self._refresh()

    def _refresh(self, *_what: Any) -> None:
        about_manager = chosen(self.person) in self._known.managers
        settled = self.settled.isChecked() and not about_manager
        shown = {
            "verified": chosen(self.channel) == "hotline", "settled": not about_manager,
            **dict.fromkeys(_SETTLED, settled), **dict.fromkeys(_FAULT, settled and self.at_fault.isChecked()),
            **dict.fromkeys(_MORE, self._more_on),
            **dict.fromkeys(_OCCURRED, self._more_on and self.other_time.isChecked()),
            **dict.fromkeys(_GROUP, self._more_on and self.is_group.isChecked()),
        }  # fmt: skip
        for name, on in shown.items():
            self.show_field(name, on)
        self.goes.setVisible(about_manager)
        self.hint.setVisible(bool(self.hint.text()))
        words = _("Less") if self._more_on else _("More: wish, place, time, group, letter or photo")
        self.more.setText(f"{words} ({MORE_KEY})")
        self.more.setAccessibleName(words)
        verb: Any = getattr(self, "verb", None)
        if verb is not None:
            verb.setText(_("Record and settle") if settled else _("Record"))

    def press(self) -> None:
        self._past_list(super().press)

    def _past_list(self, act: Callable[[], object]) -> None:
        """A list of suggestions that is still open is closed first: it would take the cursor back."""
        popup = QApplication.activePopupWidget()
        if popup is None:
            act()
        else:
            popup.close()
            QTimer.singleShot(0, self, act)

    def toggle_settled(self) -> None:
        """Settled on the spot, or not after all; the cursor goes to what was found."""
        if not self.settled.isHidden():
            self.settled.toggle()
            self._fields["facts" if self.settled.isChecked() else "text"].setFocus()

    def toggle_more(self) -> None:
        """Show or hide what is rarer; where it is shown the cursor goes to the first of it."""
        self._more_on = not self._more_on
        self._refresh()
        if self._more_on:
            wish = self._fields["wish"]
            wish.setFocus()
            self._scrolled.bring(wish)

    def say_similar(self, words: str) -> None:
        """The quiet line under the telephone; empty to take it away."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _files_changed(self) -> None:
        verb: Any = getattr(self, "verb", None)
        if verb is not None:
            verb.setEnabled(not self.files.busy)
        if self.files.value() and not self._more_on:  # dropped on the form while they were out of sight
            self._more_on = True
            self._refresh()

    def blame(self, name: str, words: str) -> None:
        if not self._more_on and name in (*_MORE, *_OCCURRED, *_GROUP):
            self._more_on = True
        self._refresh()
        super().blame(name, words)

    def _refused(self, notice: Notice) -> None:
        if self._named in self._fields:
            self.blame(self._named, notice.happened)
        else:
            self.say(notice.happened)

    # ---------------------------------------------------------------------------------------- sending and keeping
    def open_with(self, done: Any) -> None:
        """Open it; take up what its writer left behind."""
        from supervisor.complaints.taking.service import take_down

        desk, known, sent = self._desk, self._known, self._sent
        if known.left is not None:
            self._take_up()

        def work(v: dict[str, Any]) -> str:
            about_manager = v["person"] in known.managers
            given = given_by({**v, "settled": v["settled"] and not about_manager}, known.now, desk.book.zone)
            subject = take_down(desk.book, desk.actor, draft=self._draft, **given)
            sent["done"] = "office" if about_manager else "here"
            return subject

        self.send(_("Record"), work, said=lambda _s: recorded_words(sent["done"]), done=done)
        self.verb.setToolTip("Ctrl+Enter")
        self._refresh()

    def _take_up(self) -> None:
        known = self._known
        self._draft = known.draft
        self._say_taken_up.setText(
            _("Taken up again: you left it unsent on {day} at {time}.").format(
                day=f"{known.drafted:%m-%d}", time=f"{known.drafted:%H:%M}"
            )
        )
        self._say_taken_up.show()
        put_values(self, known.left)
        self._more_on = any(self.values()[name] != self._began[name] for name in (*_MORE, *_OCCURRED, *_GROUP))
        self._refresh()

    @property
    def typed(self) -> bool:
        """Whether there is anything in it that its writer put there."""
        return self.values() != self._began

    def _put_aside(self) -> None:
        """Its writer leaves: what was typed and is not on record by then is kept for him, under a seal."""
        from supervisor.complaints.taking.service import keep_draft

        if not self.typed or not self.isVisible():
            return
        desk, sent, before, left = self._desk, self._sent, self._draft, drafted_values(self)
        desk.command(desk, lambda: None if sent["done"] else keep_draft(desk.book, desk.actor, left, before))

    def reject(self) -> None:
        """Closing it asks first where something was typed."""
        if not self.typed:
            self._forget()
            return
        asked = Question(_("Throw away what was typed?"), _("The complaint is not on record yet."), _("Throw away"))
        self._desk.confirm(self, asked, self._forget)

    def _forget(self) -> None:
        from supervisor.complaints.taking.service import drop_draft

        desk, draft = self._desk, self._draft
        if draft:
            desk.command(desk, lambda: drop_draft(desk.book, desk.actor, draft), undo=lambda _none: None)
        super().reject()
