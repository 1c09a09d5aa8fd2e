"""The settings screen: a tab each for people, posts, hours, meetings, this computer's look and the book."""

from __future__ import annotations

from typing import Any, ClassVar

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.settings.book import BookTab
from supervisor.desktop.screens.settings.complaint_tab import ComplaintsTab
from supervisor.desktop.screens.settings.hours import HoursTab
from supervisor.desktop.screens.settings.look import LookTab
from supervisor.desktop.screens.settings.meeting_rules import MeetingsTab
from supervisor.desktop.screens.settings.people import PeopleTab
from supervisor.desktop.screens.settings.posts import PostsTab
from supervisor.desktop.screens.settings.queue_folder import QueueTab
from supervisor.desktop.screens.settings.reading import Snapshot, read_settings
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.language import _

OF_THE_BRANCH = ("people", "posts", "hours", "meetings", "complaints", "queue")


class SettingsPage(Page):
    """`about` is a tab's name, `verify`, or what to do at once, like `people:new`."""

    key: ClassVar[str] = "settings"
    watches: ClassVar[tuple[str, ...]] = (
        "branch.", "access.", "book.", "meetings.", "traffic.folder", "complaint_settings.", "reporting.due",
    )  # fmt: skip
    snapshot: Snapshot

    def build(self) -> None:
        self.year: int | None = None
        self._select: tuple[str, str] | None = None
        self.people = PeopleTab(self)
        self.posts = PostsTab(self)
        self.hours = HoursTab(self)
        self.meetings = MeetingsTab(self)
        self.complaints = ComplaintsTab(self)
        self.queue = QueueTab(self)
        self.look = LookTab(self.desk)
        self.book = BookTab(self.desk)
        self._tabs = Tabs()
        for key, title, part in (
            ("people", _("People"), self.people),
            ("posts", _("Posts"), self.posts),
            ("hours", _("Hours and calendar"), self.hours),
            ("meetings", _("Meetings"), self.meetings),
            ("complaints", _("Complaints"), self.complaints),
            ("queue", _("Queue machine"), self.queue),
            ("look", _("Look and language"), self.look),
            ("book", _("Book and proof"), self.book),
        ):
            self._tabs.add(key, title, part)
        self.tabs = self._tabs.buttons
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._tabs.stack, 1)
        from supervisor.access.rights import Right

        session = self.desk.services.session
        branch = session.may(Right.READ_BRANCH) or session.may(Right.MANAGE_USERS)
        for key in OF_THE_BRANCH:
            self.tabs[key].setVisible(branch)
        self.show_tab("people" if branch else "look")

    def show_tab(self, key: str) -> None:
        """Show one of the tabs."""
        self._tabs.show_tab(key)

    def go_to(self, key: str, subject: str) -> None:
        """Put the cursor on a line of a tab's table once it has been read."""
        self._select = (key, subject)

    def read(self, reader: Any) -> Snapshot:
        return read_settings(reader, self.year)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        here = sum(1 for p in snapshot.people if p.left is None)
        self.say_subtitle(_("{people} people, {posts} posts").format(people=here, posts=len(snapshot.posts)))
        for part in (self.people, self.posts, self.hours, self.meetings, self.complaints, self.queue, self.book):
            part.put(snapshot)
        if self._select is not None:
            key, subject = self._select
            tab: Any = {"people": self.people, "posts": self.posts}[key]
            if tab.table.select(lambda line: line.subject == subject):
                self._select = None
        about, self.about = self.about, None
        if about is not None:
            self._begin(str(about))

    def _begin(self, about: str) -> None:
        """Do what the shell asked for: show a tab, and what is to be done there."""
        tab = about.partition(":")[0]
        jobs: dict[str, Any] = {
            "verify": self.book.verify,
            "people:new": self.people.ask_new,
            "posts:new": self.posts.ask_new,
            "hours:set": self.hours.ask_hours,
            "hours:day": self.hours.ask_day,
            "meetings:room": self.meetings.ask_room,
            "meetings:once": self.meetings.ask_at_once,
            "queue:folder": self.queue.ask_folder,
            "book:open": self.book.ask_open,
            "book:new": self.book.ask_new,
            "book:out": self.book.copies.ask_out,
            "book:in": self.book.copies.ask_in,
            "book:receipt": self.book.copies.ask_receipt,
            "book:apart": self.book.copies.ask_contradictions,
        }
        key = "book" if tab == "verify" else tab
        if key in self.tabs and not self.tabs[key].isHidden():
            self.show_tab(key)
            if about in jobs:
                jobs[about]()
            elif key == "complaints":
                self.complaints.begin(about.partition(":")[2])


def make(desk: Desk) -> SettingsPage:
    """The page of the rail."""
    return SettingsPage(desk, _("Settings"))
