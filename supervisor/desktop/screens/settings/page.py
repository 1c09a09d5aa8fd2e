"""The settings screen: five tabs, each a table or a few fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.settings.book import BookTab
from supervisor.desktop.screens.settings.look import LookTab
from supervisor.desktop.screens.settings.roster import RosterTab
from supervisor.desktop.screens.settings.tables import people_table, posts_table
from supervisor.desktop.widgets.basics import box, row
from supervisor.desktop.widgets.table import table_card
from supervisor.desktop.wording import listed
from supervisor.language import _

TABS = ("people", "posts", "roster", "look", "book")


@dataclass(frozen=True)
class PersonLine:
    """One person with login and roles."""

    subject: str
    no: str
    name: str
    role: str
    zone: str
    skills: str
    login: str
    roles: str
    left: date | None


@dataclass(frozen=True)
class Snapshot:
    """Everything the tabs show."""

    people: tuple[PersonLine, ...]
    posts: tuple[Any, ...]
    zones: dict[str, str]
    skills: dict[str, str]
    classes: dict[str, str]
    day: date
    planned: bool
    duties: tuple[Any, ...]
    absences: tuple[Any, ...]
    lunches: tuple[Any, ...]
    vector: dict[str, int]
    conflicts: int
    options: tuple[tuple[str, str], ...]


class SettingsPage(Page):
    """`about` is a tab's name, or `verify`."""

    key: ClassVar[str] = "settings"
    watches: ClassVar[tuple[str, ...]] = ("branch.", "access.", "roster.", "book.")
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self.day: date | None = None
        names = {
            "people": _("People"),
            "posts": _("Posts"),
            "roster": _("Roster of a day"),
            "look": _("Look and language"),
            "book": _("Book and proof"),
        }
        self.tabs: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        line = row(spacing=6)
        for key in TABS:
            made = QPushButton(names[key])
            made.setCheckable(True)
            made.setProperty("kind", "choice")
            made.setAccessibleName(names[key])
            made.clicked.connect(lambda _checked=False, k=key: self.show_tab(k))
            group.addButton(made)
            self.tabs[key] = made
            line.addWidget(made)
        line.addStretch(1)
        self.body.addWidget(box(line))
        self.people = people_table(theme)
        self.posts = posts_table(theme)
        self.roster = RosterTab(self)
        self.look = LookTab(self.desk)
        self.book = BookTab(self.desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(table_card(self.people, _("Filter: name, number, skill…"), theme.px(280)))
        self.stack.addWidget(table_card(self.posts, _("Filter: post, zone, class…"), theme.px(280)))
        for part in (self.roster, self.look, self.book):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        from supervisor.access.rights import Right

        session = self.desk.services.session
        branch = session.may(Right.READ_BRANCH) or session.may(Right.MANAGE_USERS)
        for key in ("people", "posts", "roster"):
            self.tabs[key].setVisible(branch)
        self.show_tab("people" if branch else "look")

    def show_tab(self, key: str) -> None:
        """Show one of the tabs."""
        self.tabs[key].setChecked(True)
        self.stack.setCurrentIndex(TABS.index(key))

    def read(self, reader: Any) -> Snapshot:
        from supervisor.access.ledger import users
        from supervisor.branch.ledger import names, people, posts
        from supervisor.desktop.shell.roles import role_words
        from supervisor.roster.ledger import day_roster

        skills = {n.code: str(n.name) for n in names(reader, "skill")}
        zones = {n.code: str(n.name) for n in names(reader, "zone")}
        logins: dict[str, Any] = {u.person: u for u in users(reader) if not u.disabled}
        everybody = people(reader, active_only=False)
        roster = day_roster(reader, self.day or reader.today)
        lines = tuple(
            PersonLine(
                p.subject,
                p.no,
                p.name,
                p.role,
                zones.get(p.zone, p.zone),
                listed(sorted(skills.get(s, s) for s in p.skills)),
                logins[p.subject].login if p.subject in logins else "",
                role_words(logins[p.subject].roles) if p.subject in logins else "",
                p.left,
            )
            for p in everybody
        )
        return Snapshot(
            people=lines,
            posts=tuple(posts(reader)),
            zones=zones,
            skills=skills,
            classes={n.code: str(n.name) for n in names(reader, "class")},
            day=self.day or reader.today,
            planned=roster.planned,
            duties=roster.duties,
            absences=roster.absences,
            lunches=roster.lunches,
            vector=reader.vector(),
            conflicts=len(reader.conflicts()),
            options=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        )

    def show_snapshot(self, snapshot: Snapshot) -> None:
        here = sum(1 for p in snapshot.people if p.left is None)
        self.say_subtitle(_("{people} people, {posts} posts").format(people=here, posts=len(snapshot.posts)))
        self.people.put(snapshot.people)
        self.posts.put([_Post(p, snapshot) for p in snapshot.posts])
        self.roster.put(snapshot)
        self.book.put(snapshot)
        about, self.about = self.about, None
        if about == "verify":
            self.show_tab("book")
            self.book.verify()
        elif about in TABS:
            self.show_tab(about)


class _Post:
    """A post with its codes in words."""

    def __init__(self, post: Any, known: Snapshot) -> None:
        self.subject, self.code, self.name = post.subject, post.code, str(post.name)
        self.zone = known.zones.get(post.zone, post.zone)
        self.service_class = known.classes.get(post.service_class, post.service_class) or "–"
        self.skill = known.skills.get(post.skill, post.skill) or "–"
        self.stations, self.min_cover, self.dual_control = post.stations, post.min_cover, post.dual_control


def make(desk: Desk) -> SettingsPage:
    """The page of the rail."""
    return SettingsPage(desk, _("Settings"))
