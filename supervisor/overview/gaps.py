"""Posts left short or empty in what remains of a day, each with its time span: what a manager fills before it hurts."""

from __future__ import annotations

from datetime import date

from supervisor.branch.ledger import opening, posts
from supervisor.journal import Reader
from supervisor.roster import cover
from supervisor.roster.ledger import absences, duties, is_planned, lunches

from .records import Gap


def gaps(r: Reader, day: date, from_minute: int) -> tuple[Gap, ...]:
    """Every stretch from a minute of the day until closing in which a post lacks people, by time and post.

    A post lacks people when fewer stand on it than its minimum cover (duties less absences less lunches); a post
    without a minimum when nobody is on it after somebody was, as from 14:00 or over lunch. On a day that nobody has
    planned there is nothing to compare with, and no gap.
    """
    hours = opening(r, day)
    if hours is None or not is_planned(r, day):
        return ()
    plan = (duties(r, day), absences(r, day), lunches(r, day))
    begins: dict[str, int] = {}
    for duty in plan[0]:
        begins[duty.post] = min(duty.start_minute, begins.get(duty.post, duty.start_minute))
    known = {post.subject: post for post in posts(r, on=day) if post.min_cover or post.subject in begins}
    least = {subject: max(post.min_cover, 1) for subject, post in known.items()}
    found = []
    for short in cover.shortages(*plan, least, hours.open_minute, hours.close_minute):
        post = known[short.post]
        start = max(short.start_minute, from_minute, 0 if post.min_cover else begins[short.post])
        if start < short.end_minute:
            found.append(
                Gap(
                    post=short.post,
                    code=post.code,
                    name=str(post.name),
                    start_minute=start,
                    end_minute=short.end_minute,
                    persons=short.on_post,
                    min_cover=post.min_cover,
                )
            )
    return tuple(sorted(found, key=lambda gap: (gap.start_minute, not gap.min_cover, gap.name, gap.post)))
