"""The month's rota on one A4 page for the wall: a line a day, a column an area, weekends and holidays grey.

Grey and a word for closed days, so that a photocopy still tells them apart; an empty box before each name is for the
tick by hand. Plain HTML like the other pages of the roster.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from supervisor.branch.ledger import branch_profile, founded, people
from supervisor.branch.workdays import holiday_words
from supervisor.journal import Reader
from supervisor.language import _, language
from supervisor.roster.rota.reading import MonthRota, RotaDay, month_rota
from supervisor.roster.rota.words import often_words, turn_words, weekday_name, who_words

PORTRAIT_AREAS = 6  # more columns lie across
CLOSED_GREY = "#d9d9d9"
_UPRIGHT, _ACROSS = ("A4", 12, 10, 2), ("A4 landscape", 10, 9, 0)  # page, text and small text in pixels, room in cells


def _style(page: str, text: int, small: int, room: int) -> str:
    return (
        f"@page {{ size: {page}; margin: 10mm }} "
        f'body {{ font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: {text}px }} '
        f"p {{ margin: 1px 0 2px; font-size: {small}px }} "
        f".title {{ font-size: {text + 5}px; font-weight: bold }} table {{ border-collapse: collapse; width: 100% }} "
        f"th, td {{ border: 1px solid #666666; padding: {room}px 4px; text-align: left; font-size: {text}px }}"
    )


def print_month(r: Reader, month: MonthRota) -> tuple[str, bool]:
    """The page, and whether it lies across."""
    names = {one.subject: one.name for one in people(r, active_only=False)}
    shown = [area for area in month.areas if area.who != "owner"]
    across = len(shown) > PORTRAIT_AREAS
    heads = "".join(f"<th>{escape(text)}</th>" for text in (_("Day"), _("Weekday"), *(str(a.name) for a in shown)))
    lines = "".join(_line(one, month, names, [area.subject for area in shown]) for one in month.days)
    title = _("Duty rota {month}").format(month=_month_name(month))
    place = branch_profile(r).name if founded(r) else ""
    said = [
        f"<b>{escape(str(area.name))}</b> {escape(_parted((often_words(area), who_words(area, names), area.tasks)))}"
        for area in month.areas
    ]
    rules = f"<p>{'&nbsp;&nbsp; '.join(said)}</p>" if across else "".join(f"<p>{one}</p>" for one in said)
    style = _style(*(_ACROSS if across else _UPRIGHT))
    page = (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<style>{style}</style></head><body><p class="title">{escape(title)}</p>'
        f"<p>{escape(' · '.join(filter(None, (place, _('□ tick when done'), _('grey: weekend or holiday')))))}</p>"
        f'<table width="100%" cellspacing="0"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>{rules}'
        "</body></html>"
    )
    return page, across


def rota_page(r: Reader, month: MonthRota | None = None) -> str:
    """The HTML alone, of the present month when none is given."""
    return print_month(r, month if month is not None else month_rota(r, r.today))[0]


def _parted(parts: tuple[str, ...]) -> str:
    return ("；" if language() == "zh" else "; ").join(filter(None, parts))


def _line(one: RotaDay, month: MonthRota, names: Mapping[str, str], areas: list[str]) -> str:
    closed = not any((one.day, area) in month.slots for area in areas) and not one.counts
    ground = f' bgcolor="{CLOSED_GREY}"' if closed or not one.kind.working else ""
    cells = []
    for area in areas:
        slot = month.slots.get((one.day, area))
        words = turn_words(slot.turn, names) if slot is not None and slot.turn is not None else ""
        cells.append(f"□ {words}" if words else "" if slot is None else "□")
    said = day_kind_words(one)
    day = f"{weekday_name(one.day.isoweekday())}{' ' + said if said else ''}"
    texts = (f"{one.day:%m-%d}", day, *cells)
    return f"<tr{ground}>" + "".join(f"<td{ground}>{escape(text)}</td>" for text in texts) + "</tr>"


def day_kind_words(one: RotaDay) -> str:
    """What is said of a day that is no ordinary one: 补班, 国庆节, 休; nothing of a day with work or open doors."""
    if one.kind.kind == "make_up":
        return _("make-up day")
    if one.kind.kind == "holiday":
        return str(holiday_words(one.kind.name)) or _("holiday")
    return "" if one.counts else _("off")


def _month_name(month: MonthRota) -> str:
    first = month.first
    return f"{first.year}年{first.month}月" if language() == "zh" else f"{first:%Y-%m}"
