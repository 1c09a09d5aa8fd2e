"""What the actions screen shows, read in one go: actions as far as who looks may see them, where each came from, how
often the same was found, and the filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from supervisor.language import _

DAYS_BACK = 60
FILTERS = ("open", "overdue", "soon", "mine", "recheck", "done", "announce", "all")


@dataclass(frozen=True)
class Source:
    """What an action came from: short words, its full name, and the screen and subject that show it; `photos` are the
    pictures of the state before."""

    words: str
    title: str
    screen: str
    about: str
    photos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """Open actions and those raised lately, people by subject, and by action: steps, like places, source, how often
    the same was found (`repeats`), what that suggests, and what two laptops did apart.

    `names` are people, posts and zones by subject; `soon` is the last day that counts as due soon.
    """

    today: date
    actor: str
    rows: tuple[Any, ...]
    people: Mapping[str, str]
    active: tuple[tuple[str, str], ...]
    soon: date
    steps: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    likes: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    repeats: Mapping[str, Any] = field(default_factory=dict)
    suggested: Mapping[str, Any] = field(default_factory=dict)
    apart: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    zones: tuple[str, ...] = ()
    branch: str = ""
    settings: Any = None

    def kept(self, name: str) -> list[Any]:
        """The rows of a filter, by the ledger's own rules; what waits longest first."""
        tests = {
            "open": lambda a: a.state in ("open", "taken_up", "done") or a.contested,
            "overdue": lambda a: a.standing(self.today) == "overdue",
            "soon": lambda a: a.standing(self.today, self.soon) == "due_soon",
            "mine": lambda a: a.state in ("open", "taken_up", "done") and self.actor in (a.owner, a.doer),
            "recheck": lambda a: a.waits == "recheck",
            "done": lambda a: a.waits == "close",
            "announce": lambda a: a.to_announce,
            "all": lambda a: a is not None,
        }
        order = {"open": 0, "taken_up": 0, "done": 1, "closed": 2, "withdrawn": 2}
        found = [a for a in self.rows if tests[name](a)]
        return sorted(found, key=lambda a: (not a.contested, order.get(a.state, 3), a.due, a.number))


def filter_words(name: str) -> str:
    """The name of a filter."""
    words = {
        "open": _("Not closed"), "overdue": _("Overdue"), "soon": _("Due soon"), "mine": _("Mine"),
        "recheck": _("To be re-inspected"), "done": _("To be closed"), "announce": _("To be announced"),
        "all": _("All"),
    }  # fmt: skip
    return words[name]


def read(reader: Any, actor: str, about: str) -> Snapshot:
    """On the pool; `about` (an action or what it came from) is among the rows however old it is."""
    from supervisor.actions.apart import apart
    from supervisor.actions.dates import suggested
    from supervisor.actions.ledger import action, actions, actions_from, open_actions, settings, soon_until
    from supervisor.actions.privacy import files, seen
    from supervisor.branch.ledger import branch_profile, founded, names, people, posts
    from supervisor.inspection.ledger.repeats import repeats

    today = reader.today
    rows = {a.subject: a for a in open_actions(reader)}
    named = [action(reader, about), *actions_from(reader, [about])] if ":" in about else []
    for one in (*actions(reader, today - timedelta(days=DAYS_BACK), today), *named):
        if one is not None:
            rows.setdefault(one.subject, one)
    shown = seen(reader, actor, rows.values())
    filed = files(reader, shown, rows.values())
    everybody = people(reader, active_only=False)
    of_people = {p.subject: p.name for p in everybody}
    zones = names(reader, "zone")
    of_places = {f"zone:{zone.code}": str(zone.name) for zone in zones}
    again = repeats(reader, [a.source for a in shown if a.source.startswith("finding:")])
    often = {a.subject: again[a.source] for a in shown if a.source in again and again[a.source].times > 1}
    return Snapshot(
        today=today,
        actor=actor,
        rows=tuple(shown),
        people=of_people,
        active=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        soon=soon_until(reader, today),
        steps={subject: file.steps for subject, file in filed.items()},
        likes={subject: file.likes for subject, file in filed.items()},
        sources={a.subject: source for a in shown if (source := _source(reader, a)) is not None},
        repeats=often,
        suggested={
            a.subject: found for a in shown
            if a.subject in often and (found := suggested(reader, a, often[a.subject].times)) is not None
        },
        apart={a.subject: tuple(apart(reader, a.subject)) for a in shown if a.contested and not a.hidden},
        names=of_people | of_places | {post.subject: str(post.name) for post in posts(reader)},
        zones=tuple(str(z.name) for z in zones),
        branch=branch_profile(reader).name if founded(reader) else "",
        settings=settings(reader),
    )  # fmt: skip


def _source(reader: Any, one: Any) -> Source | None:
    subject = one.linked or one.source
    if subject.startswith("finding:"):
        return _finding(reader, subject)
    if subject.startswith("complaint:"):
        from supervisor.complaints.ledger import complaint

        found = complaint(reader, subject)
        words = _("Complaint {number}").format(number=found.number) if found is not None else ""
        return Source(words, words, "complaints", subject) if words else None
    if subject.startswith("action:"):
        from supervisor.actions.ledger import action

        parent = action(reader, subject)
        words = _("{number}, like place").format(number=parent.number) if parent is not None else ""
        return Source(words, parent.title, "actions", subject) if parent is not None else None
    return None


def _finding(reader: Any, subject: str) -> Source | None:
    from supervisor.inspection.ledger import inspection, photos, place_of, template

    place = place_of(reader, subject)
    found = inspection(reader, place[0]) if place is not None else None
    if place is None or found is None:
        return None
    checklist = template(reader, found.digest)
    order = [item.id for item in checklist.items()]
    number = order.index(place[1]) + 1 if place[1] in order else 0
    words = _("{number}, item {item}").format(number=found.number, item=number)
    before = tuple(photo.digest for photo in photos(reader, found.subject) if photo.item == place[1])
    return Source(words, str(checklist.name), "inspections", subject, before)
