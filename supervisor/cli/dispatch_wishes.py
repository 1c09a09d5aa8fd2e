"""Around a plan of dispatch at the command line: who waits, pins given to it, and what it asks for besides moves."""

from __future__ import annotations

from typing import Any

from supervisor.cli.context import minute_text, person_of, say
from supervisor.errors import BadInput
from supervisor.language import Words, _, listed

SOURCES = {
    "counted": Words("现场清点", "counted on the floor"),
    "tickets": Words("今天的叫号数据", "today's tickets"),
    "expected": Words("无人清点，按预测推算", "nobody counted: what the forecast leads to"),
}


def standing_of(text: str) -> dict[str, float] | None:
    """`cash=14,guide=9` as waiting customers by class. Raises BadInput, also for a class named twice."""
    if not text:
        return None
    try:
        pairs = [(name.strip(), float(count)) for name, count in (part.split("=") for part in text.split(","))]
    except ValueError:
        raise BadInput(_("{text}: write it as cash=14,guide=9.").format(text=text)) from None
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadInput(_("{text}: name each class once.").format(text=text))
    return found


def show_waiting(waiting: dict[str, float], source: str, classes: dict[str, str]) -> None:
    """Who waits by class and how that is known; an example of how to give a count."""
    counts = listed(f"{classes.get(code, code)} {n:.0f}" for code, n in waiting.items()) or _("nobody")
    say(_("Waiting now: {counts} ({source}).").format(counts=counts, source=SOURCES[source]))
    if source != "counted":
        example = ",".join(f"{code}=8" for code in list(classes)[:2])
        say(_("Count who waits and give it: --waiting {example}").format(example=example))


def pins_of(r: Any, text: str) -> dict[str, Any]:
    """`1003=XJ,1007`: 1003 goes to post XJ whatever it saves, 1007 stays. Raises BadInput for an unknown person or
    post, or a person named twice."""
    from supervisor.branch.ledger import posts

    codes = {post.code: post.subject for post in posts(r)}
    stay: set[str] = set()
    go: dict[str, str] = {}
    for part in (one.strip() for one in text.replace("，", ",").split(",")):
        if not part:
            continue
        number, sign, code = (piece.strip() for piece in part.partition("="))
        who = person_of(r, number)
        if sign and code not in codes:
            raise BadInput(_("Unknown post: {post}").format(post=code))
        if who in go or who in stay:
            raise BadInput(_("{person} is pinned twice: keep one of the two.").format(person=number))
        if sign:
            go[who] = codes[code]
        else:
            stay.add(who)
    return {"pinned": stay, "pinned_to": go}


def show_wishes(plan: Any, people: dict[str, str], places: dict[str, str]) -> None:
    """Breaks to be taken at another time, orders to be taken back, customers who go home at once."""
    for one in plan.breaks:
        say(_("Break: {name} {old} → {new}, saves {minutes:.0f} customer-minutes").format(
            name=one.name, old=minute_text(one.from_minute), new=minute_text(one.to_minute), minutes=one.minutes_saved
        ))  # fmt: skip
        say(f"    {one.say}")
    for one in plan.taken_back:
        say(_("Take back: {name} to {post} from {time}").format(
            name=people.get(one.person, one.person), post=places.get(one.to_post, one.to_post),
            time=minute_text(one.from_minute),
        ))  # fmt: skip
    gone = sum(one.turned_away for one in plan.waits)
    if gone >= 0.5:
        say(_("About {count:.0f} customers go home at once: what they came for is down.").format(count=gone))


def show_closed(plan: Any) -> None:
    """Why nobody is moved in a closed hall."""
    for line in plan.why_nothing:
        hint = Words("可用 --at 指定时间。", "Choose a time with --at.")
        say(str(Words(f"{line.zh}{hint.zh}", f"{line.en} {hint.en}")))
