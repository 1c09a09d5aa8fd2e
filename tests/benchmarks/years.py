"""Five years of inspections out of a few weeks: written again about others, each round some weeks further back.

What a round writes hangs together as in the sample: findings name their inspection and the finish that raised them,
actions their finding, failed answers their photo. Only what came to its end is repeated: nothing of years ago is open.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

import msgspec

from supervisor.inspection.events import FindingRaised, InspectionFinished, PhotoAttached
from supervisor.journal import Book, Entry, Event
from supervisor.journal.event import from_bytes

YEARS = 5
FACTS_IN_COMMAND = 50
LIKES_EACH = 4  # ticks of like places, many to an action, come with every fourth round only
PHASES = (
    "inspection.begun", "inspection.finished", "inspection.finding_raised", "actions.raised", "actions.taken_up",
    "actions.like_checked", "actions.done", "actions.rechecked", "actions.closed",
)  # fmt: skip
_SUBJECT = re.compile(rb'"((?:inspection|finding|action):[0-9a-z]{20})"')
_NUMBER = re.compile(rb'"((?:JC|ZG)-[0-9A-Z]+-)([0-9]+)"')
_DAY = re.compile(rb'"([0-9]{4}-[0-9]{2}-[0-9]{2})(?=["T])')
_BEFORE = re.compile(rb'"before":"[0-9a-f]*"')


class Years:
    """What is repeated, and how often: so that there are `answers` answers and `photos` photos in all."""

    def __init__(self, entries: Iterable[Entry], *, answers: int, photos: int, photo_bytes: int) -> None:
        known = [entry for entry in entries if entry.kind in PHASES]
        ended = {e.subject for e in known if e.kind in ("inspection.finished", "actions.closed")}
        kept = [e for e in known if e.subject in ended or e.kind == "inspection.finding_raised"]
        # by what happens when, then by who did it: so that one command holds many facts of one person
        self.entries = sorted(kept, key=lambda e: (PHASES.index(e.kind), e.actor))
        days = [date(e.day // 10000, e.day // 100 % 100, e.day % 100) for e in self.entries]
        weeks = ((max(days) - min(days)).days + 7) // 7
        self.step = timedelta(weeks=weeks)
        self.steps = (365 * YEARS) // (7 * weeks)
        each = sum(len(_fact(e, e.payload).answers) for e in kept if e.kind == "inspection.finished")  # type: ignore
        self.rounds = -(-answers // each)
        raised = sum(e.kind == "inspection.finding_raised" for e in kept)
        self.photo_share = min(1.0, photos / max(1, raised * self.rounds))
        self.photo_bytes = photo_bytes

    def write(self, book: Book, device: int, devices: int) -> None:
        """The rounds of one device, in one transaction; the clock ticks a second a command."""
        begun, commands = datetime.now(UTC) - timedelta(days=2), 0
        chance = random.Random(device)
        with book.batch():
            for number in range(device, self.rounds, devices):
                finishes: dict[str, str] = {}
                pictures = self._pictures(number, chance)
                for actor, entries in _commands(self.entries, number):
                    commands += 1
                    moment = begun + timedelta(seconds=commands)
                    book.set_now(lambda moment=moment: moment)
                    with book.write(actor) as w:
                        for entry in entries:
                            subject, fact, at = self._again(entry, number, finishes)
                            mine = pictures.get(_inspection_of(subject, fact), {})
                            for item, content in mine.items() if isinstance(fact, InspectionFinished) else ():
                                w.append(subject, PhotoAttached(item=item, digest=w.put_blob(content)), at=at)
                            name = w.append(subject, _with_photos(fact, mine, w.put_blob), at=at)
                            if isinstance(fact, InspectionFinished):
                                finishes[subject] = name
        book.set_now(lambda: datetime.now(UTC))

    def _again(self, entry: Entry, number: int, finishes: dict[str, str]) -> tuple[str, Event, datetime]:
        back = self.step * (number % self.steps)
        fact = _fact(entry, _moved(entry.payload, number, back))
        if isinstance(fact, FindingRaised):
            fact = msgspec.structs.replace(fact, finish=finishes[fact.inspection])
        at = datetime.fromtimestamp(entry.at_ms / 1000, UTC) - back
        return f"{entry.subject}~{number}", fact, at

    def _pictures(self, number: int, chance: random.Random) -> dict[str, dict[str, bytes]]:
        """The photos of a round, by inspection and item: evenly among the findings of all rounds."""
        found: dict[str, dict[str, bytes]] = {}
        raised = [e for e in self.entries if e.kind == "inspection.finding_raised"]
        for place, entry in enumerate(raised, number * len(raised)):
            if int((place + 1) * self.photo_share) > int(place * self.photo_share):
                fact = _fact(entry, entry.payload)
                assert isinstance(fact, FindingRaised)
                found.setdefault(f"{fact.inspection}~{number}", {})[fact.item] = chance.randbytes(self.photo_bytes)
        return found


def _commands(entries: Sequence[Entry], number: int) -> Iterable[tuple[str, list[Entry]]]:
    wanted = (e for e in entries if e.kind != "actions.like_checked" or number % LIKES_EACH == 0)
    for (_kind, actor), several in groupby(wanted, key=lambda e: (e.kind, e.actor)):
        many = list(several)
        for start in range(0, len(many), FACTS_IN_COMMAND):
            yield actor, many[start : start + FACTS_IN_COMMAND]


def _fact(entry: Entry, payload: bytes) -> Event:
    return from_bytes(entry.kind, entry.version, payload)


def _moved(payload: bytes, number: int, back: timedelta) -> bytes:
    """The same content about other subjects, with other numbers and earlier days; what a step was taken in sight of is
    left open, as its entries have other names now."""

    def earlier(found: re.Match[bytes]) -> bytes:
        return b'"' + (date.fromisoformat(found[1].decode()) - back).isoformat().encode()

    tag = str(number).encode()
    payload = _SUBJECT.sub(rb'"\1~' + tag + b'"', payload)
    payload = _NUMBER.sub(lambda m: b'"' + m[1] + str(number + 1).encode() + m[2] + b'"', payload)
    return _DAY.sub(earlier, _BEFORE.sub(b'"before":""', payload))


def _inspection_of(subject: str, fact: Event) -> str:
    return fact.inspection if isinstance(fact, FindingRaised) else subject


def _with_photos(fact: Event, pictures: dict[str, bytes], put_blob) -> Event:
    """The answers that the photos belong to name them."""
    if isinstance(fact, InspectionFinished) and pictures:
        answers = tuple(
            msgspec.structs.replace(one, photos=(put_blob(pictures[one.item]),)) if one.item in pictures else one
            for one in fact.answers
        )
        return msgspec.structs.replace(fact, answers=answers)
    if isinstance(fact, FindingRaised) and fact.item in pictures:
        answer = msgspec.structs.replace(fact.answer, photos=(put_blob(pictures[fact.item]),))
        return msgspec.structs.replace(fact, answer=answer)
    return fact
