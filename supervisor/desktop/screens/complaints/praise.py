"""Praise from outside: who was praised, by whom, for what."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.facts import FactsCard
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.people_field import PeopleField
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import listed, moment
from supervisor.language import _


class PraiseView(Register):
    """The year's praise, newest first, and one of it whole."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = page.desk.theme
        table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda p: p.number, width=118, spare=True),
                Column("day", _("Day"), lambda p: p.day.isoformat(), lambda p: p.received, width=96),
                Column("persons", _("Who was praised"), self._names, width=160, strong=True),
                Column("what", _("What was praised"), lambda p: p.what, width=-1),
                Column("source", _("Source"), source_words, width=100, spare=True),
            ],
            name=_("Praise"),
            empty=EmptyState(
                _("No praise on record yet. A kind word from a customer belongs here: it counts in the month."),
                _("Record praise"),
                lambda: ask_praise(page),
            ),
            sort_by="day",
            descending=True,
        )
        table.chosen.connect(self._show)
        self.card = FactsCard(theme, _("Choose an entry"))
        self.lay_out(table, self.card, _("Filter: number, person, words…"))

    def put(self, snapshot: Any, wanted: str) -> None:
        """Show the register; `wanted` is put under the cursor."""
        self.put_rows(snapshot.praises, wanted)

    def _show(self, one: Any) -> None:
        if one is None or self._page.snapshot is None:
            self.card.begin()
            return
        self.card.begin(one.number, source_words(one))
        people = [(_("Month of {name}").format(name=self._page.name_of(p)), p) for p in one.persons]
        if self._page.snapshot.may("read_people"):
            self.card.offer([(words, lambda p=p: self._page.desk.go("appraisal", p)) for words, p in people])
        for words, value in (
            (_("Who was praised"), self._names(one)),
            (_("What was praised"), one.what),
            (_("Heard"), moment(one.received, self._page.desk.book.zone)),
            (_("Contact"), _("kept sealed") if one.has_contact else ""),
        ):
            self.card.fact(words, value)

    def _names(self, one: Any) -> str:
        return listed([self._page.name_of(person) for person in one.persons])


def source_words(one: Any) -> str:
    """Where praise came from."""
    from supervisor.complaints.words import PRAISE_SOURCES

    return str(PRAISE_SOURCES.get(one.source, one.source))


def ask_praise(page: Any, *, source: str = "") -> None:
    """Record praise for one person or several."""
    if page.snapshot is None:
        return
    from supervisor.complaints.words import PRAISE_SOURCES

    desk, known = page.desk, page.snapshot
    form = FormSheet(page, desk, _("Record praise"))
    form.field("persons", _("Who was praised"), PeopleField(known.active, _("Who was praised")))
    form.lines("what", _("What was praised"), hint=_("without the customer's name or number"))
    form.choice("source", _("Source"), [(code, str(words)) for code, words in PRAISE_SOURCES.items()], source or None)
    form.text("name", _("Customer's name (kept sealed)"))
    form.text("phone", _("Customer's telephone (kept sealed)"))
    on_one_line(form, "name", "phone")

    def work(v: dict[str, Any]) -> str:
        from supervisor.complaints.masking import Contact
        from supervisor.complaints.promises import service

        return service.record_praise(
            desk.book, desk.actor, source=v["source"], persons=v["persons"], what=v["what"],
            contact=Contact(name=v["name"], phone=v["phone"]),
        )  # fmt: skip

    form.send(_("Record"), work, said=_("The praise is on record."), done=page.show_new)
