"""How the codes of the register read: the columns of its list, in the language in force.

A `Naming` is made with each reading; columns made over it can be read on the pool as well as painted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from supervisor.desktop.widgets.models import Column
from supervisor.desktop.wording import moment
from supervisor.language import _

CLOCK_STATUS = {
    "met": "good", "met_late": "warning", "late": "bad", "warning": "warning", "running": "info", "paused": "quiet",
    "joined": "quiet",
}  # fmt: skip
ENDED_STATUS = {"closed": "good", "replied": "info"}
AFTER_ALL = 1 << 60  # sorts what is owed nothing any more behind what is


def _words(name: str) -> Callable[[], Mapping[str, str]]:
    def read() -> Mapping[str, str]:
        from supervisor.complaints import words

        return {code: str(told) for code, told in getattr(words, name).items()}

    return read


@dataclass(frozen=True)
class Naming:
    """Names and words by code, made for one language and one state of the branch's own lists."""

    people: Mapping[str, str]
    classes: Mapping[str, str]
    causes: Mapping[str, str]  # a tree of its own: it may have codes of the others
    roots: Mapping[str, str]
    reasons: Mapping[str, str]
    zone: tzinfo
    channels: Mapping[str, str] = field(default_factory=_words("CHANNELS"))
    states: Mapping[str, str] = field(default_factory=_words("STATES"))
    clocks: Mapping[str, str] = field(default_factory=_words("CLOCKS"))

    def person(self, subject: str) -> str:
        """A person's name; whoever is nobody of the branch belongs to head office."""
        return self.people.get(subject) or _("head office") if subject else "–"

    def cause(self, line: Any) -> str:
        """The cause, and how many complain where they are several."""
        words = self.causes.get(line.cause_code, line.cause_code)
        return _("{cause} · group of {count}").format(cause=words, count=line.group_size) if line.group_size else words

    def limit(self, line: Any) -> str:
        """The soonest limit of a case that is owed something, else where it stands."""
        if line.stands_still:
            return _("Paused: {reason}").format(reason=self.reasons.get(line.paused_reason, line.paused_reason))
        if line.due_ms:
            due = datetime.fromtimestamp(line.due_ms / 1000, UTC)
            return f"{self.clocks[line.clock]} {moment(due, self.zone)}"
        if line.state == "replied":
            return _("Replied, to be signed")
        return self.states.get(line.state, line.state)


def columns(naming: Callable[[], Naming], now_ms: Callable[[], int]) -> list[Column[Any]]:
    """The columns of the list; both are asked at each cell, so that a table may keep them."""
    return [
        Column("number", _("Number"), lambda c: c.number, width=118),
        Column("day", _("Heard"), lambda c: c.day, lambda c: c.received_ms, width=96, spare=True),
        Column("cause", _("Cause"), lambda c: naming().cause(c), width=-1, strong=True),
        Column("channel", _("Channel"), lambda c: naming().channels.get(c.channel, c.channel), width=112, spare=True),
        Column("owner", _("In hand of"), lambda c: naming().person(c.owner), width=84, spare=True),
        Column("class", _("Class"), lambda c: naming().classes.get(c.class_code, c.class_code), width=104, spare=True),
        Column("person", _("About"), lambda c: naming().people.get(c.person, ""), width=84, spare=True),
        Column(
            "clock", _("Next limit or state"), lambda c: naming().limit(c), _limit_order,
            status=lambda c: limit_status(c, now_ms()), width=236,
        ),
    ]  # fmt: skip


def limit_status(line: Any, now_ms: int) -> str:
    """How the next limit of a case stands."""
    stands = line.stands(now_ms)
    return CLOCK_STATUS[stands] if stands else ENDED_STATUS.get(line.state, "quiet")


def _limit_order(line: Any) -> int:
    if line.due_ms:
        return line.due_ms
    return AFTER_ALL + (0 if line.live else line.received_ms)


def accepted_options(first: str) -> list[tuple[Any, str]]:
    """What the customer says to the answer, `first` for nothing said of it."""
    return [(None, first), (True, _("accepts it")), (False, _("does not accept it"))]
