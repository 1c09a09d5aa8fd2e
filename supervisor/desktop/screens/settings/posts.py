"""Posts, and the zones, classes and skills they are described with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervisor.access.rights import Right
from supervisor.desktop.screens.settings import post_forms
from supervisor.desktop.screens.settings.people import excel_button
from supervisor.desktop.screens.settings.tables import BranchTab, names_table, posts_table, tool_row
from supervisor.desktop.widgets.basics import Card, beside, button, label, row
from supervisor.desktop.widgets.table import EmptyState
from supervisor.language import _


@dataclass(frozen=True)
class NamedLine:
    """A zone, class or skill; `order` keeps kinds together."""

    subject: str
    kind: str
    code: str
    name: str
    authorisation: bool
    named: Any
    order: str


class PostLine:
    """A post with its codes in words."""

    def __init__(self, post: Any, known: Any) -> None:
        self.post = post
        self.subject, self.code, self.name = post.subject, post.code, str(post.name)
        self.zone = known.zones.get(post.zone, post.zone)
        self.service_class = known.classes.get(post.service_class, post.service_class) or "–"
        self.skill = known.skills.get(post.skill, post.skill) or "–"
        self.stations, self.min_cover, self.dual_control = post.stations, post.min_cover, post.dual_control


class PostsTab(BranchTab):
    """Two tables: posts on the left, what they are described with on the right."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = self.desk.theme
        self.table = posts_table(
            theme, EmptyState(_("No post yet. Name classes and skills at the right, then add the posts; or take "
                                "all of it from an Excel workbook."), _("Add a post…"), self.ask_new),
        )  # fmt: skip
        self.table.chosen.connect(lambda _line: self._fit())
        self.table.opened.connect(lambda _line: self.ask_change())
        self.new = button(_("Add a post…"), self.ask_new, "smallprimary", shortcut="Ctrl+N", tip="Ctrl+N")
        self.change = button(_("Change…"), self.ask_change, "small", tip="Enter", name=_("Change the post"))
        self.close_post = button(_("Close it…"), self.ask_close, "small", name=_("Close the post"))
        self.excel = excel_button(self)
        main = Card(padding=12)
        main.add(tool_row(
            self.table, _("Filter: post, zone, class…"), theme, self.excel, self.close_post, self.change, self.new
        ))  # fmt: skip
        main.add(self.table, 1)
        self.names = names_table(
            theme, EmptyState(_("Zones of the hall, classes of business and skills, under codes of your own."),
                              _("Add a name…"), self.ask_name),
        )  # fmt: skip
        self.names.opened.connect(lambda line: self.ask_name(line))
        self.add_name = button(_("Add a name…"), self.ask_name, "small")
        self.change_name = button(_("Change…"), self._change_name, "small", tip="Enter", name=_("Change the name"))
        side = Card(padding=12)
        side.add(row(label(_("Zones, classes and skills"), "heading"), None))
        side.add(row(None, self.change_name, self.add_name))
        side.add(self.names, 1)
        self.setLayout(beside(main, side, theme.px(360)))

    def put(self, snapshot: Any) -> None:
        """Show posts and names."""
        self.table.put([PostLine(p, snapshot) for p in snapshot.posts])
        order = {"zone": 0, "class": 1, "skill": 2}
        self.names.put(
            [
                NamedLine(f"{kind}:{one.code}", kind, one.code, str(one.name), one.authorisation, one,
                          f"{order[kind]}{int(one.authorisation)} {one.code}")
                for kind, one in snapshot.named
            ]
        )  # fmt: skip
        for table, rows in ((self.table, snapshot.posts), (self.names, snapshot.named)):
            if table.current() is None and rows:
                table.view.selectRow(0)
        self._fit()

    def ask_new(self) -> None:
        """Open a post."""
        if self.page.snapshot is not None:
            post_forms.ask_post(self, None)

    def ask_change(self) -> None:
        """Change the post under the cursor."""
        line = self.table.current()
        if line is not None and self.page.snapshot is not None:
            post_forms.ask_post(self, line.post)

    def ask_close(self) -> None:
        """Close the post under the cursor."""
        line = self.table.current()
        if line is not None and self.page.snapshot is not None:
            post_forms.ask_close(self, line.post)

    def ask_name(self, line: NamedLine | None = None) -> None:
        """Name a zone, class or skill, or rename one."""
        if self.page.snapshot is not None:
            post_forms.ask_name(self, line)

    def _change_name(self) -> None:
        line = self.names.current()
        if line is not None:
            self.ask_name(line)

    def _fit(self) -> None:
        session = self.desk.services.session
        may = session is not None and session.may(Right.MANAGE_BRANCH)
        for made in (self.new, self.add_name):
            made.setEnabled(may)
        for made in (self.change, self.close_post):
            made.setEnabled(may and self.table.current() is not None)
        self.change_name.setEnabled(may and self.names.current() is not None)
