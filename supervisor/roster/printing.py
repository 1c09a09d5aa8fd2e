"""The roster on paper: a day by post with its times, a week as the grid that hangs on the wall.

Plain HTML without scripts or outside files, so that any printer path (browser, Qt, e-mail) shows the same
page; names and codes are escaped. The plain text of a day is what is read out at the morning briefing or
sent by message.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from supervisor.branch.ledger import Post, branch_profile, calendar, founded, people, posts
from supervisor.journal import Reader
from supervisor.language import _, language
from supervisor.roster import ledger
from supervisor.roster.cells import away_all_day
from supervisor.roster.records import Cell, Duty
from supervisor.roster.week import read_week
from supervisor.roster.wording import absence_words, clock, gap_words, span

_STYLE = """
@page { margin: 14mm } body { font: 12px "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1d2529 }
h1 { font-size: 18px; margin: 0 0 2px } p { margin: 2px 0 10px; color: #55626a }
table { border-collapse: collapse; width: 100%; margin-bottom: 12px }
th, td { border: 1px solid #b9c4ca; padding: 4px 6px; text-align: left; vertical-align: top }
th { background: #eef3f4 } .missing { font-weight: bold } .away { font-style: italic }
.small { font-size: 10px; color: #55626a }
.week td, .week th { padding: 2px 5px }
"""
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def print_day(r: Reader, day: date) -> str:
    """One day as an HTML page: every post with its people and times, lunch, who is away, what is missing."""
    roster, names, places = ledger.day_roster(r, day), _names(r), posts(r, on=day)
    meals = {lunch.person: lunch for lunch in roster.lunches}
    body = []
    for post in places:
        there = [duty for duty in roster.duties if duty.post == post.subject]
        lines = [f"{names.get(duty.person, '?')} {clock(duty.start_minute)}–{clock(duty.end_minute)}" for duty in there]
        lunch = [
            f"{names.get(person, '?')} {clock(meals[person].start_minute)}–{clock(meals[person].end_minute)}"
            for person in dict.fromkeys(duty.person for duty in there)
            if person in meals and _main_post(roster.duties, person) == post.subject
        ]
        body.append((escape(str(post.name)), _lines(lines), str(post.min_cover), _lines(lunch)))
    parts = [_table((_("Post"), _("On post"), _("Minimum"), _("Lunch")), body)]
    if roster.absences:
        away = [(names.get(one.person, "?"), absence_words(one), one.note) for one in roster.absences]
        parts.append(_table((_("Away"), _("Why and when"), _("Note")), [tuple(map(escape, row)) for row in away]))
    missing = _missing(r, day, {post.subject: post for post in places})
    if missing:
        parts.append(f'<p class="missing">{escape(_("Missing") + _(": ") + _("; ").join(missing))}</p>')
    if not roster.planned:
        parts.insert(0, f"<p>{escape(_('Nobody has planned this day yet.'))}</p>")
    return _page(r, _("Roster of {day}").format(day=_day_name(day)), _opening(r, day), parts)


def print_week(r: Reader, day: date) -> str:
    """The week of a day as an HTML grid for A4 across: one line a person, one column a day, gaps below in words."""
    week = read_week(r, day)
    codes = {post.subject: post.code for post in week.posts}
    names, places = {one.subject: one.name for one in week.people}, _posts_by_name(week.posts)
    body: list[tuple[str, ...]] = []
    for person in week.people:
        cells = [week.cell(person.subject, one.day) for one in week.days]
        if any(cell.duties or cell.absences for cell in cells):
            shown = (_cell(cell, one.opening is not None, codes) for cell, one in zip(cells, week.days, strict=True))
            body.append((escape(person.no), escape(person.name), *shown))
    heads = (_("Staff no."), _("Name"), *(_day_name(one.day) for one in week.days))
    title = _("Roster from {first} to {last}").format(first=week.monday, last=week.days[-1].day)
    legend = _("; ").join(f"{post.code} {post.name}" for post in week.posts)
    parts = [_table(heads, body, "week")]
    missing = [f"{_day_name(one.day)}{_(': ')}{gap_words(gap, names, places)}" for one in week.days for gap in one.gaps]
    if missing:
        parts.append(f'<p class="missing">{escape(_("Missing"))}</p><p>{_lines(missing)}</p>')
    return _page(r, title, legend, parts, landscape=True)


def _names(r: Reader) -> dict[str, str]:
    return {one.subject: one.name for one in people(r, active_only=False)}


def _main_post(duties: Iterable[Duty], person: str) -> str:
    """The post on which a person spends most of the day, so that each lunch is printed once."""
    spent: dict[str, int] = {}
    for duty in duties:
        if duty.person == person:
            spent[duty.post] = spent.get(duty.post, 0) + duty.end_minute - duty.start_minute
    return max(spent, key=lambda post: (spent[post], post))


def _missing(r: Reader, day: date, places: dict[str, Post]) -> list[str]:
    return [
        _("{post} {first}–{last}: {there} of {least}").format(
            post=places[gap.post].name,
            first=clock(gap.start_minute),
            last=clock(gap.end_minute),
            there=gap.on_post,
            least=gap.min_cover,
        )
        for gap in ledger.shortages(r, day)
    ]


def _cell(cell: Cell, is_open: bool, codes: dict[str, str]) -> str:
    away = [f'<span class="away">{escape(absence_words(one))}</span>' for one in cell.absences]
    lines = [] if away_all_day(cell) else [
        f"{escape(codes.get(duty.post, '?'))} {span(duty.start_minute, duty.end_minute)}" for duty in cell.duties
    ]  # fmt: skip
    if lines and cell.lunch is not None:
        meal = f"{_('Lunch')} {span(cell.lunch.start_minute, cell.lunch.end_minute)}"
        lines.append(f'<span class="small">{escape(meal)}</span>')
    return "<br>".join([*lines, *away]) or ("—" if is_open else "")


def _posts_by_name(posts_: Iterable[Post]) -> dict[str, str]:
    return {post.subject: str(post.name) for post in posts_}


def _opening(r: Reader, day: date) -> str:
    open_ = calendar(r).opening(day)
    if open_ is None:
        return _("Closed")
    return _("Open {first}–{last}").format(first=clock(open_.open_minute), last=clock(open_.close_minute))


def _day_name(day: date) -> str:
    return f"{day.isoformat()} {_WEEKDAYS[language()][day.weekday()]}"


def _lines(lines: list[str]) -> str:
    return "<br>".join(map(escape, lines)) or "—"


def _table(heads: Iterable[str], body: Iterable[tuple[str, ...]], kind: str = "day") -> str:
    """Cells are HTML already; heads are text. The width is an attribute: Qt reads no width from a style."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
    top = f'<table class="{kind}" width="100%" cellspacing="0"><thead><tr>{head}</tr></thead>'
    return f"{top}<tbody>{rows}</tbody></table>"


def _page(r: Reader, title: str, remark: str, parts: list[str], *, landscape: bool = False) -> str:
    style = _STYLE.replace("@page {", "@page { size: A4 landscape;") if landscape else _STYLE
    place = branch_profile(r).name if founded(r) else ""
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{escape(' · '.join(part for part in (place, remark) if part))}</p>{''.join(parts)}</body></html>"
    )
