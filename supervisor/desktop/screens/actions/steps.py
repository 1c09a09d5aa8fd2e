"""The steps of an action: which can be taken now and by whom, with their keys, and the form of each."""

from __future__ import annotations

from typing import Any

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.actions import deciding
from supervisor.desktop.screens.actions.likes import LikesSheet
from supervisor.desktop.screens.actions.notice import NoticeForm
from supervisor.desktop.screens.actions.photos_field import PhotosField
from supervisor.desktop.screens.actions.reading import Snapshot
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _

KEYS = {
    "settle": "X", "take": "T", "done": "D", "recheck": "K", "likes": "L", "close": "C", "reopen": "R", "announce": "A",
    "hand": "H", "due": "E", "grade": "G", "note": "N", "photo": "P", "source": "↵",
}  # fmt: skip
_RUNNING, _OPEN = ("open", "taken_up"), ("open", "taken_up", "done")
_KNOWN = (*_OPEN, "closed")


def valid(desk: Desk, snapshot: Snapshot | None, action: Any) -> list[tuple[str, str]]:
    """The steps that the chosen action can take now by who is at the desk, with their words."""
    if action is None or snapshot is None:
        return []
    session = desk.services.session
    own = desk.actor in (action.owner, action.doer)

    def may(right: Right) -> bool:
        return session is None or session.may(right)

    works = own or may(Right.RAISE_ACTION)
    due = _("Ask for more time") if own else _("Decide on more time") if action.asked_due else _("Change the date")
    can: list[tuple[str, str, tuple[str, ...], bool]] = [
        ("settle", _("Decide"), (*_KNOWN, "withdrawn"), bool(snapshot.apart.get(action.subject))),
        ("take", _("Take up"), ("open",), works),
        ("done", _("Report done"), _RUNNING, works),
        ("recheck", _("Re-inspect"), ("done",), may(Right.INSPECT)),
        ("likes", _("Like places"), _OPEN, works),
        ("close", _("Close action"), _OPEN, may(Right.CLOSE_ACTION)),
        ("reopen", _("Reopen"), ("done", "closed"), works if action.state == "done" else may(Right.CLOSE_ACTION)),
        ("announce", _("Announce"), _KNOWN, may(Right.RAISE_ACTION)),
        ("due", due, _RUNNING, own or may(Right.CLOSE_ACTION)),
        ("grade", _("Severity grade"), _RUNNING, may(Right.CLOSE_ACTION)),
        ("hand", _("Hand over"), _OPEN, may(Right.RAISE_ACTION)),
        ("note", _("Remark"), _KNOWN, works),
        ("photo", _("Photo"), _KNOWN, works),
        ("source", _("Where it came from"), (*_KNOWN, "withdrawn"), action.subject in snapshot.sources),
    ]
    return [(step, words) for step, words, states, holds in can if action.state in states and holds]


class Steps:
    """Takes a step on an action: each is one command, most with a way back."""

    def __init__(self, owner: Any, desk: Desk, snapshot: Snapshot, action: Any) -> None:
        self.owner, self.desk, self.snapshot, self.action = owner, desk, snapshot, action
        self.book, self.actor, self.subject = desk.book, desk.actor, action.subject

    def take(self) -> None:
        """Begin."""
        from supervisor.actions import service

        self.desk.command(self.owner, lambda: service.take_up(self.book, self.actor, self.subject), said=_("Saved."))

    def done(self) -> None:
        """Report it mended."""
        from supervisor.actions import service

        form = self._form(_("Report done"))
        form.text("note", _("What was done"))
        if self.action.like_places and not self.action.likes:
            form.text("like", _("What the check of like places found"))
        wanted = self.action.after_photo and not self.action.after
        hint = _("A photo of how it looks now is asked for.") if wanted else _("Photos of how it looks now")
        form.field("photos", _("After mending"), PhotosField(form, f"{hint} {_('Ctrl+Shift+V pastes.')}"))
        form.send(
            _("Report done"),
            lambda v: service.report_done(
                self.book, self.actor, self.subject, note=v["note"], like_places=v.get("like", ""),
                photos=v["photos"],
            ),
            said=_("Reported done; it waits for closing."), undo=lambda _r: self._undo_by_reopening(_("report done")),
        )  # fmt: skip

    def recheck(self) -> None:
        """Answer the item again."""
        from supervisor.actions.rechecks import recheck

        form = self._form(_("Re-inspect: {title}").format(title=self.action.title))
        form.choice(
            "passed",
            _("Result of the re-inspection"),
            [(True, _("Pass: it can be closed")), (False, _("Fail: back to the doer"))],
        )
        form.text("note", _("Remark"), hint=_("on a fail: what is still wrong"))
        form.field("photos", _("After mending"), PhotosField(form, _("Ctrl+Shift+V pastes.")))
        form.send(
            _("Save"),
            lambda v: recheck(
                self.book, self.actor, self.subject, passed=v["passed"], note=v["note"], photos=v["photos"]
            ),
            said=_("The re-inspection is recorded."),
        )

    def likes(self) -> None:
        """Check like places."""
        LikesSheet(self.owner, self.desk, self.action, dict(self.snapshot.names))

    def close(self) -> None:
        """Close it with an opinion."""
        from supervisor.actions import service

        form = self._form(_("Close the action"))
        form.text("note", _("Opinion: what looking again found"))
        if self.action.likes_left:
            form.text("unchecked", _("{n} like places are not checked because").format(n=self.action.likes_left))
        form.send(
            _("Close action"),
            lambda v: service.close_action(
                self.book, self.actor, self.subject, note=v["note"], unchecked=v.get("unchecked", "")
            ),
            said=_("The action is closed."), undo=lambda _r: self._undo_by_reopening(_("close an action")),
        )  # fmt: skip

    def reopen(self) -> None:
        """Open it again."""
        from supervisor.actions import service

        form = self._form(_("Reopen"))
        form.text("reason", _("Reason"))
        form.send(
            _("Reopen"), lambda v: service.reopen(self.book, self.actor, self.subject, reason=v["reason"]),
            said=_("Saved."),
        )  # fmt: skip

    def announce(self) -> None:
        """Make it known to the branch."""
        NoticeForm(self.owner, self.desk, self.snapshot, self.action)

    def hand(self) -> None:
        """Another owner or doer."""
        from supervisor.actions import service

        before, people = self.action, self.snapshot.active
        form = self._form(_("Hand the action over"))
        form.choice("owner", _("Answers for it"), people, before.owner, searchable=True)
        form.choice("doer", _("Does it"), [("", _("the same person")), *people], before.doer, searchable=True)
        form.text("reason", _("Reason"))

        def back() -> None:
            again = _("taken back at once")
            service.reassign(self.book, self.actor, self.subject, owner=before.owner, doer=before.doer, reason=again)

        form.send(
            _("Hand over"),
            lambda v: service.reassign(
                self.book, self.actor, self.subject, owner=v["owner"] or "", doer=v["doer"] or "", reason=v["reason"]
            ),
            said=_("Handed over."), undo=lambda _r: Undo(_("hand an action over"), back),
        )  # fmt: skip

    def due(self) -> None:
        """The date: ask, decide or change."""
        deciding.ask_due(self.owner, self.desk, self.action)

    def grade(self) -> None:
        """Take it harder."""
        suggested, repeats = self.snapshot.suggested.get(self.subject), self.snapshot.repeats.get(self.subject)
        deciding.ask_severity(self.owner, self.desk, self.action, suggested, repeats)

    def settle(self) -> None:
        """Decide between what two laptops did."""
        pairs = self.snapshot.apart.get(self.subject, ())
        deciding.ask_settle(self.owner, self.desk, self.action, pairs, self.snapshot.people)

    def note(self) -> None:
        """Add a remark."""
        from supervisor.actions import service

        form = self._form(_("Add a note"))
        form.text("text", _("What was seen or agreed"))
        form.send(_("Add"), lambda v: service.note(self.book, self.actor, self.subject, v["text"]), said=_("Saved."))

    def photo(self) -> None:
        """Attach pictures of how it looks now."""
        from supervisor.actions import service

        form = self._form(_("Photo"))
        form.field("photos", _("After mending"), PhotosField(form, _("Ctrl+Shift+V pastes.")))
        form.text("text", _("Remark"))
        form.send(
            _("Add"),
            lambda v: service.note(self.book, self.actor, self.subject, v["text"], photos=v["photos"]),
            said=_("The photo is attached."),
        )

    def source(self) -> None:
        """Go to the finding, complaint or action that it came from."""
        source = self.snapshot.sources.get(self.subject)
        session = self.desk.services.session
        if source is None:
            return
        if source.screen == "inspections" and session is not None and not session.may(Right.READ_PEOPLE):
            self.desk.go("appraisal", source.about)  # the whole inspection is not his to read, his own finding is
        else:
            self.desk.go(source.screen, source.about)

    def _form(self, heading: str) -> FormSheet:
        return FormSheet(self.owner, self.desk, heading)

    def _undo_by_reopening(self, what: str) -> Undo:
        from supervisor.actions import service

        why = _("taken back at once")
        return Undo(what, lambda: service.reopen(self.book, self.actor, self.subject, reason=why))
