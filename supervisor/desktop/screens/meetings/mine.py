"""One's own meetings, for who may not read the branch: what was announced, and where he stands in for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from supervisor.desktop.page import Page
from supervisor.desktop.widgets.basics import Card
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import long_day, span
from supervisor.language import _

BACK_DAYS, AHEAD_DAYS = 14, 42


@dataclass(frozen=True)
class Mine:
    """A person's meetings around today, and what posts are called."""

    today: date
    meetings: tuple[Any, ...]
    names: Mapping[str, str]


class MyMeetingsPage(Page):
    """A list by time, from today on; what was held lately stands above it."""

    key: ClassVar[str] = "meetings"
    watches: ClassVar[tuple[str, ...]] = ("meetings.", "branch.")
    snapshot: Mine

    def build(self) -> None:
        self.table = own_table(self)
        card = Card(padding=12)
        card.add(self.table, 1)
        self.body.addWidget(card, 1)
        self.setFocusProxy(self.table.view)

    def read(self, reader: Any) -> Mine:
        from supervisor.meetings.announcing.own import own_meetings
        from supervisor.meetings.planning.by_hand import names_of

        today = reader.today
        found = own_meetings(
            reader, self.desk.actor, today - timedelta(days=BACK_DAYS), today + timedelta(days=AHEAD_DAYS)
        )
        return Mine(today, tuple(found), names_of(reader))

    def show_snapshot(self, snapshot: Mine) -> None:
        ahead = [one for one in snapshot.meetings if one.day >= snapshot.today and one.state != "off"]
        self.title.setText(_("My meetings"))
        words = _("nothing ahead")
        if ahead:
            first = ahead[0]
            words = _("{n} ahead, the next: {day} {time} {what}").format(
                n=len(ahead), day=long_day(first.day), time=span(first.start_minute, first.end_minute), what=first.title
            )
        self.say_subtitle(words)
        self.table.put(list(snapshot.meetings))
        if self.table.current() is None:
            self.table.select(lambda one: one.day >= snapshot.today)


def own_table(page: MyMeetingsPage) -> DataTable:
    """Day, time, what, where, and how it stands."""
    return DataTable(
        page.desk.theme,
        [
            Column("day", _("Day"), lambda m: long_day(m.day), lambda m: (m.day, m.start_minute), width=168,
                   strong=True),
            Column("time", _("Time"), lambda m: span(m.start_minute, m.end_minute), lambda m: m.start_minute,
                   width=130),
            Column("what", _("Meeting"), lambda m: own_words(m, page.snapshot.names), width=-1),
            Column("room", _("Where"), lambda m: m.room or "–", width=150, spare=True),
            Column("state", _("State"), lambda m: state_word(m, page.snapshot.today),
                   status=lambda m: own_status(m, page.snapshot.today), width=170),
        ],
        name=_("My meetings"),
        empty=EmptyState(_("No meeting is announced to you. What the branch publishes stands here.")),
    )  # fmt: skip


def own_words(one: Any, names: Mapping[str, str]) -> str:
    """The title, or whose post one covers meanwhile."""
    if not one.post:
        return str(one.title)
    return _("{what}: you cover {post}").format(what=one.title, post=names.get(one.post, one.post))


def state_word(one: Any, today: date) -> str:
    """How it stands, for who comes."""
    if one.state == "off":
        return _("called off")
    if one.state == "published" and one.day < today:
        return _("gone by")
    if one.changes:
        return _("may be moved")
    return {"running": _("running"), "ended": _("over")}.get(one.state, _("please come"))


def own_status(one: Any, today: date) -> str:
    """The status whose colour and shape it has."""
    if one.state == "off":
        return "bad"
    if one.state == "published" and one.day < today:
        return "quiet"
    return "warning" if one.changes else {"running": "info", "ended": "quiet"}.get(one.state, "good")
