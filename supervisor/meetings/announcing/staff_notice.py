"""The notice to the people who are to come: when, what, how long, who, and who stands in for whom meanwhile.

Plain text, so that it goes onto the board, into a group message or into a mail alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from supervisor.language import Words, _, language

from ..records import Held
from ..words import clock, missed_text
from .calendar_file import title_of

WEEKDAYS = (
    Words("周一", "Mon"), Words("周二", "Tue"), Words("周三", "Wed"), Words("周四", "Thu"), Words("周五", "Fri"),
    Words("周六", "Sat"), Words("周日", "Sun"),
)  # fmt: skip
ANNOUNCED = ("published", "running", "ended")


def staff_notice(held: Iterable[Held], names: Mapping[str, str], branch: str, first: date, last: date) -> str:
    """The announced sittings from `first` to `last` as text in the language in force; `names` by person and post.

    Sittings that are not announced yet are left out: a notice never says what may still change.
    """
    shown = [one for one in held if one.state in ANNOUNCED and first <= one.plan.day <= last]
    lines = [
        _("Notice of meetings, {branch}").format(branch=branch),
        _("{first} to {last}").format(first=first.isoformat(), last=last.isoformat()),
        "",
    ]
    if not shown:
        lines.append(_("No meeting is announced for these days."))
    for number, one in enumerate(shown, 1):
        plan = one.plan
        lines.append(
            _("{number}. {day} {weekday} {start}–{end}: {title} ({minutes} minutes)").format(
                number=number, day=plan.day.isoformat(), weekday=WEEKDAYS[plan.day.weekday()],
                start=clock(plan.start_minute), end=clock(plan.end_minute), title=title_of(one),
                minutes=plan.end_minute - plan.start_minute,
            )
        )  # fmt: skip
        if plan.room:
            lines.append("   " + _("Where: {room}").format(room=plan.room))
        people = _listed([names.get(person, person) for person in plan.people])
        lines.append("   " + _("To come ({n}): {names}").format(n=len(plan.people), names=people))
        if plan.missed:
            lines.append("   " + missed_text(plan.missed, names))
        for cover in plan.covers:
            who, post = names.get(cover.person, cover.person), names.get(cover.to_post, cover.to_post)
            lines.append("   " + _("Meanwhile {who} covers {post}.").format(who=who, post=post))
    if shown:
        lines += ["", _("Be on time. If customers crowd in, the chair sends people back to their posts at once.")]
    return "\n".join(lines)


def _listed(names: list[str]) -> str:
    return ("、" if language() == "zh" else ", ").join(names)
