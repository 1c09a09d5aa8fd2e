"""The planner's answers: what was chosen with its price and range, the next best, the wished slot, why nothing fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

import msgspec

from ..pricing.floor import quarters
from ..pricing.people import missed_by
from ..pricing.pricer import Situation
from ..problem.model import Alternative, Answer, Block, Sitting, Taken, Wish, Wished
from .columns import Column, bits_of
from .items import Agenda, Item
from .rules import after_others
from .search import Chosen
from .settling import Moves, Settling, covers, days_of, shared_out
from .starts import Desk, overtime_of, starts_of, try_start

ALTERNATIVES = 3
APART_MINUTES = 30
"""Alternatives begin at least this far from the chosen start and from each other."""
LOOKED = 4
"""Of the cheapest starts so many are priced together with the other meetings of their day; the best are told."""
REASONS = 6
STARTS_EXPLAINED = 400
"""Starts of a wish that cannot be placed of which the reasons are counted."""


class Answers:
    """The answers to one problem from what was chosen."""

    def __init__(
        self,
        desk: Desk,
        agenda: Agenda,
        columns: list[Column],
        chosen: Chosen,
        settling: Settling,
        asked: Callable[[], object] = lambda: None,
    ) -> None:
        """`asked` is called now and then; what it raises ends the work."""
        self.desk, self.agenda, self.chosen, self.settling = desk, agenda, chosen, settling
        self._asked = asked
        self._by_item: dict[int, list[Column]] = {}
        for one in columns:
            self._by_item.setdefault(agenda.parts[one.part].item, []).append(one)
        self.sittings: dict[int, list[Sitting]] = {}
        self._held: dict[int, list[Column]] = {}  # with the people that they have now
        self._known: dict[tuple[int, ...], float] = {}  # days by their columns: minutes of waiting
        self._fresh = len(columns)
        for day, here in days_of(chosen.columns).items():
            self._day(day, here)

    def all(self) -> tuple[Answer, ...]:
        """One answer for each item, in order."""
        placed = {number: self._taken(number) for number in self.sittings}
        return tuple(self._answer(item, placed) for item in self.agenda.items)

    def _day(self, day: date, here: list[Column]) -> None:
        settled = self.settling.of(here)
        if settled is None:
            raise RuntimeError("a plan was chosen that cannot be settled")
        shares = {
            band: self.settling.shares(list(settled.columns), list(settled.moves), band)
            for band in ("arrivals", "low", "high")
        }
        steps_of = [shared_out(row) for row in shares.values()]
        for number, (one, moves) in enumerate(zip(settled.columns, settled.moves, strict=True)):
            steps = [row[number] for row in steps_of]
            price = steps[0]
            part = self.agenda.parts[one.part]
            wish = part.wish
            floor = self.desk.base(day).floor
            self.sittings.setdefault(part.item, []).append(
                Sitting(
                    day=day,
                    start_minute=one.start_minute,
                    end_minute=one.end_minute,
                    people=tuple(floor.people[n].subject for n in one.people),
                    room=wish.room,
                    batch=part.batch,
                    batches=part.batches,
                    price_minutes=round(price, 1),
                    low_minutes=round(max(0.0, min(price, *steps)), 1),
                    high_minutes=round(max(price, *steps), 1),
                    overtime_minutes=overtime_of(floor, one.people, one.start_minute, one.end_minute),
                    at_peak=one.at_peak,
                    covers=covers(floor, moves),
                    missed=self._names(day, missed_by(floor, wish, one.people, part.of(day))),
                )
            )
            fixed = replace(one, mask=bits_of(one.people), pools=(), number=self._fresh)
            self._fresh += 1
            self._held.setdefault(part.item, []).append(fixed)

    def _names(self, day: date, people: Iterable[int]) -> tuple[str, ...]:
        staff = self.desk.base(day).floor.people
        return tuple(staff[n].subject for n in people)

    def _taken(self, number: int) -> list[Taken]:
        wish = self.agenda.items[number].wish
        return [Taken(meeting=wish.subject, title=wish.title, sitting=one) for one in self.sittings[number]]

    def _answer(self, item: Item, placed: dict[int, list[Taken]]) -> Answer:
        self._asked()
        wish = item.wish
        others = tuple(one for number, taken in placed.items() if number != item.number for one in taken)
        sittings = sorted(self.sittings.get(item.number, ()), key=lambda one: (one.day, one.start_minute))
        if len(sittings) > 1:
            sittings = [msgspec.structs.replace(one, batch=n) for n, one in enumerate(sittings, 1)]
        coming = {person for one in sittings for person in one.people}
        for number, one in enumerate(sittings):
            sittings[number] = self._with_optional(wish, one, others, coming - set(one.people))
            coming.update(sittings[number].people)
        whole = self._whole(item)
        split = len(sittings) > 1
        price = whole.price_minutes if whole is not None else None
        saved = None
        if split and whole is not None and whole.missed == sum(len(one.missed) for one in sittings):
            saved = round(whole.price_minutes - sum(one.price_minutes for one in sittings), 1)
        return Answer(
            meeting=wish.subject,
            title=wish.title,
            sittings=tuple(sittings),
            alternatives=self._alternatives(item),
            wished=self._wished(item, sittings, others),
            all_peak=any(one.at_peak for one in sittings),
            split=split,
            whole_price_minutes=round(price, 1) if price is not None else None,
            saved_minutes=saved,
            blocks=() if sittings else self._reasons(item, others),
            starts_tried=len(self._by_item.get(item.number, ())),
        )

    def _whole(self, item: Item) -> Column | None:
        """The best sitting of all at once, alone on the floor."""
        alone = [one for one in self._by_item.get(item.number, ()) if self.agenda.parts[one.part].batches == 1]
        return min(alone, key=lambda one: (one.at_peak, one.missed, one.price_minutes), default=None)

    def _alternatives(self, item: Item) -> tuple[Alternative, ...]:
        """The next best starts beside everything else that was chosen: of the whole meeting, or of each batch while the
        others stay where they are."""
        held = sorted(self._held.get(item.number, ()), key=lambda one: one.at)
        columns = self._by_item.get(item.number, ())
        if len(held) < 2:
            whole = [one for one in columns if self.agenda.parts[one.part].batches == 1]
            return self._next_best(item, whole, held, ())
        found: list[Alternative] = []
        for batch, one in enumerate(held, 1):
            same = [other for other in columns if other.part == one.part]
            others = [other for other in held if other is not one]
            for other in self._next_best(item, same, [one], others):
                found.append(msgspec.structs.replace(other, batch=batch))
        return tuple(found)

    def _next_best(
        self, item: Item, columns: list[Column], own: list[Column], staying: Sequence[Column]
    ) -> tuple[Alternative, ...]:
        """The cheapest of these columns beside what was chosen and, of the same meeting, `staying`: each with what the
        plan would cost with it more than without the sitting."""
        if any(not one.at_peak for one in columns):
            columns = [one for one in columns if not one.at_peak]
        others = days_of([one for n, held in self._held.items() if n != item.number for one in held])
        kept = list(own)
        found: list[tuple[int, float, Alternative]] = []
        for one in sorted(columns, key=lambda one: (one.missed, round(one.price_minutes, 1), one.away, one.at)):
            if len(found) == LOOKED:
                break
            if any(
                one.day == other.day and abs(one.start_minute - other.start_minute) < APART_MINUTES for other in kept
            ):
                continue
            if not self._in_order(item, one) or any(other.at < one.until and one.at < other.until for other in staying):
                continue
            self._asked()
            day = [*others.get(one.day, ()), *(other for other in staying if other.day == one.day)]
            extra = self._together(one, day)
            if extra == float("inf"):
                continue
            kept.append(one)
            found.append((one.missed, one.price_minutes + extra, self._alternative(one, extra)))
        ranked = sorted(found, key=lambda one: one[:2])[:ALTERNATIVES]
        return tuple(alternative for *_rank, alternative in ranked)

    def _in_order(self, item: Item, one: Column) -> bool:
        """Whether a start keeps the order with the other meetings that were placed."""
        for before, after in self.agenda.order:
            if after == item.number and any(other.until > one.at for other in self._held.get(before, ())):
                return False
            if before == item.number and any(other.at < one.until for other in self._held.get(after, ())):
                return False
        return True

    def _together(self, one: Column, day: list[Column]) -> float:
        """What a column costs beyond its price together with the others of its day: stand-ins that they share, and the
        queue that they leave each other (less, where it is cheaper so); infinite where it cannot be."""
        beside = [other for other in day if other.at < one.until and one.at < other.until]
        most = self.desk.problem.most_at_once
        rooms = {self.agenda.parts[other.part].wish.room for other in beside} - {""}
        crowded = most and any(
            sum(other.at <= quarter < other.until for other in beside) >= most for quarter in range(one.at, one.until)
        )
        if crowded or any(one.mask & other.mask for other in beside) or self.agenda.parts[one.part].wish.room in rooms:
            return float("inf")
        if not day:
            return 0.0
        settled = self.settling.of(day)
        if settled is None:
            return float("inf")
        if beside:
            with_it = self.settling.of([*day, one])
            return float("inf") if with_it is None else with_it.minutes - settled.minutes - one.price_minutes
        return (
            self._minutes([*settled.columns, one], [*settled.moves, one.filled.moves])
            - self._minutes(settled.columns, settled.moves)
            - one.price_minutes
        )

    def _minutes(self, columns: Sequence[Column], moves: Sequence[Moves]) -> float:
        """The waiting of a day with these columns and stand-ins on it."""
        key = tuple(one.number for one in columns)
        if key not in self._known:
            pricer = self.desk.base(columns[0].day)
            post, present = pricer.floor.post.copy(), pricer.floor.present
            apart = 0.0
            for one, stand_ins in zip(columns, moves, strict=True):
                present[list(one.people), quarters(one.start_minute, one.end_minute)] = False
                for person, _source, target in stand_ins:
                    post[person, pricer.stretch(one.start_minute, one.end_minute)] = target
                apart += pricer.apart(one.people, stand_ins, one.start_minute, one.end_minute, "arrivals")
            self._known[key] = pricer.total(pricer.floor.counts(post, present)) + apart
        return self._known[key]

    def _alternative(self, one: Column, extra: float) -> Alternative:
        pricer, part = self.desk.base(one.day), self.agenda.parts[one.part]
        price = max(0.0, one.price_minutes + extra)
        ends = [
            max(0.0, pricer.at_edge(one.filled, one.start_minute, one.end_minute, band)) + extra
            for band in ("low", "high")
        ]
        return Alternative(
            day=one.day,
            start_minute=one.start_minute,
            end_minute=one.end_minute,
            price_minutes=round(price, 1),
            low_minutes=round(min(price, *ends), 1),
            high_minutes=round(max(price, *ends), 1),
            missed=self._names(one.day, missed_by(pricer.floor, part.wish, one.people, part.of(one.day))),
        )

    def _wished(self, item: Item, sittings: list[Sitting], others: tuple[Taken, ...]) -> Wished | None:
        wish = item.wish
        if wish.wished_minute is None:
            return None
        day = wish.wished_day or (sittings[0].day if sittings else item.days[0] if item.days else wish.first_day)
        if day not in item.days:
            block = Block(rule="within_window", about=day.isoformat(), minute=wish.wished_minute)
            return Wished(day=day, start_minute=wish.wished_minute, price_minutes=0.0, blocks=(block,))
        told = self._wished_as_column(item, day)
        if told is not None:
            return told
        pricer = self.desk.pricer(day, others)
        one = try_start(self.desk.problem, wish, pricer, wish.wished_minute)
        peaks = () if sittings and all(held.at_peak for held in sittings) else one.peaks
        return Wished(
            day=day,
            start_minute=wish.wished_minute,
            price_minutes=round(one.price_minutes, 1),
            blocks=(*one.blocks, *self._order(item, day, wish.wished_minute), *peaks),
            missed=self._names(day, one.missed),
        )

    def _wished_as_column(self, item: Item, day: date) -> Wished | None:
        """The wished start as an alternative would be told, where the whole meeting can be held there beside the others
        (whose stand-ins may change for it); None where it cannot, or only at a peak."""
        here = [
            one
            for one in self._by_item.get(item.number, ())
            if one.day == day and one.start_minute == item.wish.wished_minute and not one.at_peak
            and self.agenda.parts[one.part].batches == 1
        ]  # fmt: skip
        if not here or not self._in_order(item, here[0]):
            return None
        others = [one for n, held in self._held.items() if n != item.number for one in held if one.day == day]
        extra = self._together(here[0], others)
        if extra == float("inf"):
            return None
        return Wished(
            day=day,
            start_minute=here[0].start_minute,
            price_minutes=round(max(0.0, here[0].price_minutes + extra), 1),
            blocks=(),
            missed=self._alternative(here[0], extra).missed,
        )

    def _order(self, item: Item, day: date, start_minute: int) -> tuple[Block, ...]:
        before = [one for one, after in self.agenda.order if after == item.number]
        held = [(self.agenda.items[number].wish, self.sittings.get(number, [])) for number in before]
        block = after_others(day, start_minute, held)
        return (block,) if block is not None else ()

    def _with_optional(
        self, wish: Wish, one: Sitting, others: tuple[Taken, ...], elsewhere: Collection[str]
    ) -> Sitting:
        """The sitting with those optional people whom nobody misses and who do not sit `elsewhere`."""
        if not any(need.optional for need in wish.needs):
            return one
        pricer = self.desk.pricer(one.day, others)
        start = try_start(self.desk.problem, wish, pricer, one.start_minute)
        number = pricer.floor.person_number
        attending = tuple(sorted(number[subject] for subject in one.people))
        situation: Situation = pricer.take_off(attending, one.start_minute, one.end_minute)
        post = {post.subject: n for n, post in enumerate(pricer.floor.posts)}
        moves: Moves = tuple((number[c.person], post[c.from_post], post[c.to_post]) for c in one.covers)
        situation = pricer.moved(situation, moves)
        covering = {
            number[cover.person]
            for other in others
            for cover in other.sitting.covers
            if other.sitting.day == one.day
            and _overlap(other.sitting.start_minute, other.sitting.end_minute, one.start_minute, one.end_minute)
        }
        seats = self.desk.problem.seats_of(wish)
        apart = covering | {number[person] for person in elsewhere}
        joined = pricer.join(situation, [n for n in start.may_join if n not in apart and n not in attending], seats)
        return msgspec.structs.replace(one, people=tuple(pricer.floor.people[n].subject for n in joined.attending))

    def _reasons(self, item: Item, others: tuple[Taken, ...]) -> tuple[Block, ...]:
        """Why nothing fits beside what was placed: the most frequent reasons first, each once."""
        counted: Counter[Block] = Counter()
        tried = 0
        for day in item.days:
            if tried >= STARTS_EXPLAINED:
                break
            self._asked()
            for start in starts_of(self.desk.problem, item.wish, self.desk.pricer(day, others)):
                tried += 1
                blocks = (*start.blocks, *self._order(item, day, start.slot.start_minute))
                counted.update({msgspec.structs.replace(block, minute=0) for block in blocks})
        return tuple(block for block, _times in counted.most_common(REASONS))


def _overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    one, other = quarters(start, end), quarters(other_start, other_end)
    return one.start < other.stop and other.start < one.stop
