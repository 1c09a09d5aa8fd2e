"""The week on paper, A4 across: the days side by side with their meetings by time, and under it who comes to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from supervisor.desktop.screens.meetings.saying import (
    added,
    card_title,
    range_words,
    state_of,
    state_words,
    week_words,
    when_words,
)
from supervisor.desktop.wording import column_day, listed, span
from supervisor.language import _

WIDTHS = (15, 15, 8, 35, 17, 10)  # in hundredths: a table that goes on overleaf has the same columns there


def week_html(branch: str, monday: date, days: Sequence[Any], sittings: Sequence[Any], names: Mapping[str, str]) -> str:
    """The page. `days` are the columns (with `day` and `opening`), `sittings` what is held on them."""
    title = _("Meetings · {week}").format(week=week_words(monday))
    dates = f"{monday.isoformat()} – {(monday + timedelta(days=6)).isoformat()}"
    shares = _shares(len(days))
    heads = "".join(
        f"<th width='{share}%' align='left'>{escape(column_day(one.day))}</th>"
        for share, one in zip(shares, days, strict=True)
    )
    cells = "".join(f"<td valign='top'>{_day(one, sittings)}</td>" for one in days)
    table = "border='1' cellspacing='0' cellpadding='5' width='100%' style='border-collapse:collapse;font-size:10pt'"
    page = [
        f"<h2 style='margin-bottom:2px'>{escape(branch)} · {escape(title)}</h2>",
        f"<p style='font-size:9pt;margin-top:0'>{escape(dates)}</p>",
        f"<table {table}><tr>{heads}</tr><tr>{cells}</tr></table>",
    ]
    if sittings:
        page.append(f"<h3 style='margin-bottom:4px'>{escape(_('Who comes, who covers'))}</h3><table {table}>")
        heads = (_("When"), _("Meeting"), _("Where"), _("To come"), _("Covers"), _("Longer (customer-min)"))
        page.append("<tr>" + "".join(
            f"<th width='{share}%' align='left'>{escape(one)}</th>" for share, one in zip(WIDTHS, heads, strict=True)
        ) + "</tr>")  # fmt: skip
        page.extend(_row(held, names) for held in sittings)
        page.append("</table>")
    return "".join(page)


def _shares(columns: int) -> list[int]:
    """Widths in hundredths that make up the whole: what is left over goes to the first columns."""
    least, over = divmod(100, max(1, columns))
    return [least + (place < over) for place in range(columns)]


def _day(day: Any, sittings: Sequence[Any]) -> str:
    held = [one for one in sittings if one.plan.day == day.day]
    hours = _("closed") if day.opening is None else _("opening hours {hours}").format(hours=span(*day.opening))
    parts = [f"<p style='font-size:8pt;margin:0 0 4px 0'>{escape(hours)}</p>"]
    for one in held:
        plan = one.plan
        about = _("{n} people").format(n=len(plan.people))
        where = f" · {plan.room}" if plan.room else ""
        unsure = f" · {state_words(state_of(one))}" if one.state == "placed" else ""
        parts.append(
            f"<p style='margin:0 0 6px 0'><b>{escape(span(plan.start_minute, plan.end_minute))}</b><br>"
            f"{escape(card_title(one))}<br><span style='font-size:8pt'>{escape(about + where + unsure)}</span></p>"
        )
    if not held:
        parts.append(f"<p style='margin:0;font-size:9pt'>{escape(_('no meeting'))}</p>")
    return "".join(parts)


def _row(held: Any, names: Mapping[str, str]) -> str:
    plan = held.plan
    covers = [
        _("{who} covers {post}").format(who=names.get(one.person, one.person), post=names.get(one.to_post, one.to_post))
        for one in plan.covers
    ]
    price = _("{price} ({range})").format(
        price=added(plan.price_minutes), range=range_words(plan.low_minutes, plan.high_minutes)
    )
    cells = (
        when_words(plan.day, plan.start_minute, plan.end_minute), card_title(held), plan.room or "–",
        listed([names.get(one, one) for one in plan.people]), listed(covers) or "–", price,
    )  # fmt: skip
    return "<tr>" + "".join(
        f"<td width='{share}%' valign='top' style='font-size:9pt'>{escape(one)}</td>"
        for share, one in zip(WIDTHS, cells, strict=True)
    ) + "</tr>"  # fmt: skip
