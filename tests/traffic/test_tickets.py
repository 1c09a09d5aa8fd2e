"""Blocks read back, and the union of overlapping files is the same in any order."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.traffic.summary import actual, summarise
from supervisor.traffic.tickets import (
    COLUMNS,
    NEVER,
    Outcome,
    Tickets,
    decode_block,
    encode_block,
    join,
    make_tickets,
    no_tickets,
    not_in,
    resolve,
    split_days,
    union,
)

DAY = date(2026, 11, 3)
CLASSES, SERVERS = ("cash", "对公"), ("", "3号", "1号")


def build(rows, day=DAY) -> Tickets:
    columns = dict(zip(("number", "arrived", "called", "finished", "outcome", "service_class", "server", "rating"),
                       zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(COLUMNS[1:], ())  # fmt: skip
    return make_tickets(CLASSES, SERVERS, day=[day.toordinal()] * len(rows), **columns)


def plain(tickets: Tickets) -> list[tuple]:
    return [
        (day, number, *rest, tickets.classes[name], tickets.servers[server])
        for day, number, *rest, name, server in zip(
            *(getattr(tickets, column).tolist() for column in COLUMNS if column not in ("service_class", "server")),
            tickets.service_class.tolist(),
            tickets.server.tolist(),
            strict=True,
        )
    ]


rows = st.lists(
    st.tuples(
        st.sampled_from([b"A001", b"A002", b"B001", b"C9"]),
        st.integers(0, 10).map(lambda n: 28_800 + 97 * n),  # further apart than one ticket's own times may be
        st.sampled_from([NEVER, 30_000, 30_100]),
        st.sampled_from([NEVER, 30_300, 30_400]),
        st.sampled_from(list(Outcome)),
        st.integers(0, 1),
        st.integers(0, 2),
        st.integers(0, 5),
    ),
    max_size=12,
)


@given(rows)
def test_a_block_reads_back(some):
    tickets = resolve(build(some))
    assert plain(decode_block(encode_block(tickets))) == plain(tickets)


@given(st.lists(rows, min_size=1, max_size=4), st.randoms())
def test_union_does_not_depend_on_order_or_repetition(files, chance):
    blocks = [encode_block(resolve(build(some))) for some in files]
    mixed = blocks + chance.sample(blocks, chance.randint(0, len(blocks)))
    chance.shuffle(mixed)
    whole = resolve(build([row for some in files for row in some]))
    joined = union(blocks)
    assert plain(union(mixed)) == plain(joined)
    for name in ("number", "arrived", "finished", "outcome", "rating"):  # the rest may be filled in from other files
        assert getattr(joined, name).tolist() == getattr(whole, name).tolist()
    keys = [(number, arrived) for _day, number, arrived, *_rest in plain(whole)]
    assert len(keys) == len(set(keys)) == len({(row[0], row[1]) for some in files for row in some})


@given(rows, rows)
def test_only_what_says_more_is_new(known_rows, rows_now):
    known, now = resolve(build(known_rows)), resolve(build(rows_now))
    new, same = not_in(now, known)
    assert len(new) + same == len(now)
    assert plain(union([encode_block(known), encode_block(new)])) == plain(resolve(join([known, now])))


def test_the_fuller_version_of_a_ticket_wins():
    waiting = (b"A001", 28_800, NEVER, NEVER, Outcome.OPEN, 0, 0, 0)
    served = (b"A001", 28_800, 29_000, 29_300, Outcome.SERVED, 0, 1, 5)
    for order in ([waiting, served], [served, waiting]):
        assert plain(resolve(build(order))) == plain(build([served]))


def _one(
    number=b"A001", arrived=28_812, called=NEVER, finished=NEVER, outcome=Outcome.OPEN, name=0, server=0, rating=0
):
    return (number, arrived, called, finished, outcome, name, server, rating)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (_one(), _one(arrived=28_800), 1),  # the same minute, one file without seconds
        (_one(arrived=28_859), _one(arrived=28_860), 1),  # a fraction of a day rounded up
        (_one(), _one(number=b"a-1"), 1),
        (_one(number=b"001"), _one(number=b"1"), 1),  # a spreadsheet made a number of it
        (_one(number=b"100"), _one(number=b"10"), 2),
        (_one(number=b"A010"), _one(number=b"A001"), 2),
        (_one(), _one(arrived=28_900), 2),
        (_one(number=b"001"), _one(number=b"001", arrived=28_830, name=1), 2),  # two queues that begin at 001
        (_one(), _one(name=1), 1),
    ],
)
def test_rows_of_one_ticket_in_two_files(first, second, count):
    for order in ([first, second], [second, first]):
        assert len(union([encode_block(build([row])) for row in order])) == count


def test_the_winner_takes_from_the_other_what_it_does_not_say():
    bare = _one(arrived=28_800, finished=29_300, outcome=Outcome.SERVED)  # no seconds, no call, no window, no rating
    other = _one(arrived=28_812, called=29_000, server=1, rating=4)
    for order in ([bare, other], [other, bare]):
        assert plain(union([encode_block(build([row])) for row in order])) == plain(
            build([_one(arrived=28_812, called=29_000, finished=29_300, outcome=Outcome.SERVED, server=1, rating=4)])
        )
    early = _one(called=28_000, outcome=Outcome.OPEN)  # a call before the arrival is not taken over
    assert union([encode_block(build([bare])), encode_block(build([early]))]).called.tolist() == [NEVER]


def test_one_number_twice_a_day_is_two_tickets_when_the_machine_restarted():
    morning = (b"A001", 28_800, 29_000, 29_300, Outcome.SERVED, 0, 1, 5)
    noon = (b"A001", 43_200, 43_300, 43_500, Outcome.SERVED, 0, 1, 5)
    assert len(resolve(build([noon, morning]))) == 2


def test_days_are_split_in_order():
    first = build([(b"A001", 28_800, NEVER, NEVER, 1, 0, 0, 0)])
    second = build([(b"A001", 28_800, NEVER, NEVER, 1, 0, 0, 0)], date(2026, 11, 2))
    assert list(split_days(join([first, second]))) == [date(2026, 11, 2), DAY]
    assert split_days(no_tickets()) == {}


def test_not_a_block():
    with pytest.raises(ValueError):
        decode_block(b"PK\x03\x04")


def test_figures_of_a_day():
    tickets = resolve(build([
        (b"A001", 28_800, 28_860, 29_160, Outcome.SERVED, 0, 1, 5),  # 1 minute, served 5
        (b"A002", 28_900, 29_500, 29_800, Outcome.SERVED, 0, 1, 2),  # 10 minutes
        (b"A003", 29_800, NEVER, 31_000, Outcome.LEFT, 0, 0, 0),  # 20 minutes, next quarter
        (b"A004", 29_900, NEVER, NEVER, Outcome.LEFT, 0, 0, 0),  # nobody knows how long
        (b"B001", 36_000, 36_000, 36_600, Outcome.SERVED, 1, 2, 0),
        (b"B002", 36_010, 36_020, 36_030, Outcome.NEVER_THERE, 1, 2, 0),
        (b"B003", 36_020, NEVER, NEVER, Outcome.OPEN, 1, 0, 0),
    ]))  # fmt: skip
    day = actual(DAY, summarise(tickets))
    assert day.tickets == 7
    assert (day.served, day.left, day.void) == (3, 2, 1)
    assert day.classes == ("cash", "对公")
    assert day.first_minute == 8 * 60
    assert day.arrivals["cash"].tolist() == [2, 2, 0, 0, 0, 0, 0, 0, 0]
    assert day.arrivals["对公"].tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert day.total().sum() == 6
    assert day.longest_wait_minutes == 20
    assert day.mean_wait_minutes == pytest.approx((1 + 10 + 20 + 0) / 4)
    assert day.within(5) == pytest.approx(2 / 3)
    assert day.by_server["3号"].ratings == (0, 1, 0, 0, 1)
    assert day.by_server["3号"].service_seconds == 600
    assert day.by_class["对公"].service_seconds == 600
    assert np.array(day.by_class["cash"].wait_seconds).tolist() == [660, 1200]


def test_a_day_without_tickets():
    day = actual(DAY, summarise(no_tickets()))
    assert (day.tickets, day.classes, day.longest_wait_minutes, day.within(10)) == (0, (), 0, None)
    assert day.total().size == 0
