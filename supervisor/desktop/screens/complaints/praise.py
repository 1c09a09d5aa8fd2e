"""Praise from outside: who was praised, by whom, for what."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.facts import FactsCard
from supervisor.desktop.screens.complaints.one_answer import ask_words
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
        snapshot, months, mend = self._page.snapshot, [], []
        if snapshot.may("read_people"):
            months = [(words, lambda p=p: self._page.desk.go("appraisal", p)) for words, p in people]
        if snapshot.actor not in one.persons and (
            one.recorded_by == snapshot.actor or snapshot.may("handle_complaint")
        ):
            mend = [
                (_("Correct"), lambda: ask_praise(self._page, before=one)),
                (_("Take back"), lambda: ask_taken_back(self._page, one)),
            ]
        self.card.offer(months, mend)
        for words, value in (
            (_("Who was praised"), self._names(one)),
            (_("What was praised"), one.what),
            (_("Heard"), moment(one.received, self._page.desk.book.zone)),
            (_("Zone"), self._page.snapshot.zones.get(one.zone, one.zone)),
            (_("Came with"), keepsake_words(one)),
            (_("Contact"), _("kept sealed") if one.has_contact else ""),
        ):
            self.card.fact(words, value)

    def _names(self, one: Any) -> str:
        return listed([self._page.name_of(person) for person in one.persons])


def source_words(one: Any) -> str:
    """Where praise came from."""
    from supervisor.complaints.words import PRAISE_SOURCES

    return str(PRAISE_SOURCES.get(one.source, one.source))


def keepsake_words(one: Any) -> str:
    """What came with praise; "" for nothing."""
    from supervisor.complaints.words import KEEPSAKES

    return str(KEEPSAKES.get(one.keepsake, one.keepsake))


def ask_praise(page: Any, *, source: str = "", before: Any = None) -> None:
    """Record praise for one person or several; with `before`, say how that entry really was."""
    if page.snapshot is None:
        return
    from supervisor.complaints.words import KEEPSAKES, PRAISE_SOURCES

    desk, known = page.desk, page.snapshot
    form = FormSheet(page, desk, _("Correct the praise") if before else _("Record praise"))
    praised = before.persons if before else ()
    gone = [(p, page.name_of(p)) for p in praised if p not in dict(known.active)]
    form.field("persons", _("Who was praised"), PeopleField([*known.active, *gone], _("Who was praised"), praised))
    form.lines(
        "what", _("What was praised"), before.what if before else "", hint=_("without the customer's name or number")
    )
    sources = [(code, str(words)) for code, words in PRAISE_SOURCES.items()]
    form.choice("source", _("Source"), sources, before.source if before else source or None)
    form.choice(
        "zone", _("Zone"), [("", _("not said")), *known.zones.items()], before.zone if before else "", searchable=True
    )
    keepsakes = [("", _("nothing")), *((code, str(words)) for code, words in KEEPSAKES.items())]
    form.choice("keepsake", _("Came with"), keepsakes, before.keepsake if before else "")
    on_one_line(form, "source", "zone", "keepsake")
    if not before:
        form.text("name", _("Customer's name (kept sealed)"))
        form.text("phone", _("Customer's telephone (kept sealed)"))
        on_one_line(form, "name", "phone")

    def work(v: dict[str, Any]) -> str | None:
        from supervisor.complaints.promises import service
        from supervisor.complaints.texts.masking import Contact

        source, what, zone, keepsake = (v[key] or "" for key in ("source", "what", "zone", "keepsake"))
        if before:
            service.correct_praise(
                desk.book, desk.actor, before.subject, persons=v["persons"], source=source, what=what, zone=zone,
                keepsake=keepsake,
            )  # fmt: skip
            return None
        contact = Contact(name=v["name"], phone=v["phone"])
        return service.record_praise(
            desk.book, desk.actor, persons=v["persons"], contact=contact, source=source, what=what, zone=zone,
            keepsake=keepsake,
        )  # fmt: skip

    if before:
        form.send(_("Correct"), work, said=_("The praise is corrected."))
    else:
        form.send(_("Record"), work, said=_("The praise is on record."), done=page.show_new)


def ask_taken_back(page: Any, one: Any) -> None:
    """Take an entry back that should not be on record."""
    from supervisor.complaints.promises.service import take_back_praise

    ask_words(
        page, one.subject, take_back_praise, ("reason", _("Why it should not be on record")),
        heading=_("Take back {number}").format(number=one.number), verb=_("Take back"),
        said=_("Taken back; it counts for nobody."),
    )  # fmt: skip
