"""Nearby branches and who goes home: structured, on the poster, in every kind; older playbooks still read."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from supervisor.dispatch.poster import poster_text
from supervisor.errors import BadInput
from supervisor.incidents import ledger, service
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.playbooks import Nearby, playbook, read_playbook, shipped, to_json
from supervisor.journal import SYSTEM, Book
from tests.meetings.branch_book import branch, one_branch  # noqa: F401  (fixtures by their own names)

EAST = Nearby(name="城东支行", metres=800, phone="010-12345678", until_minute=17 * 60)
WEST = Nearby(name="城西支行", metres=1500)


def test_a_playbook_from_before_has_no_nearby_branches_and_reads() -> None:
    text = to_json(playbook("power")).replace(b'"nearby": []', b'"offer_": 0')
    assert read_playbook(text).nearby == ()
    kept = read_playbook(to_json(msgspec.structs.replace(playbook("power"), nearby=(EAST, WEST))))
    assert kept.nearby == (EAST, WEST)
    assert EAST.words().zh == "城东支行（约 800 米，电话 010-12345678，营业至 17:00）"
    assert WEST.words().en == "城西支行 (about 1.5 km)"


@pytest.mark.parametrize("wrong", [Nearby(name=" "), Nearby(name="A", metres=-1), Nearby(name="A", until_minute=1441)])
def test_a_branch_that_cannot_be_is_refused(wrong: Nearby) -> None:
    with pytest.raises(BadInput):
        read_playbook(to_json(msgspec.structs.replace(playbook("power"), nearby=(wrong,))))


def test_nobody_is_sent_where_the_doors_are_about_to_close() -> None:
    book = msgspec.structs.replace(playbook("power"), nearby=(EAST, WEST))
    assert book.nearby_at(16 * 60 + 30) == (EAST, WEST)
    assert book.nearby_at(16 * 60 + 31) == (WEST,)


def test_what_stops_service_says_who_goes_home_and_that_it_is_an_estimate() -> None:
    for kind, book in shipped().items():
        stops = any(share > 0 for share in book.share_stopped.values())
        assert bool(book.leaves) == stops, kind
        assert ("估计" in book.shares_source.zh) == stops, kind
        assert book.leaves_of("guide", "guide") == 0
    assert playbook("power").leaves_of("corporate", "guide") == 0.6


def test_the_poster_names_them_and_every_kind_may_share_them(one_branch: Book) -> None:  # noqa: F811
    one_branch.set_now(lambda: datetime(2026, 11, 23, 2, 35, tzinfo=UTC))
    own = msgspec.structs.replace(playbook("power"), nearby=(EAST,))
    service.change_playbook(one_branch, SYSTEM, own)
    before = service.share_nearby(one_branch, SYSTEM, (EAST,), but="power")
    assert before == dict.fromkeys(set(KINDS) - {"power"}, 0)
    assert service.share_nearby(one_branch, SYSTEM, (EAST,)) == {}
    subject = service.declare(one_branch, SYSTEM, kind="core_outage")
    with one_branch.read() as r:
        text = poster_text(r, ledger.incident(r, subject))
    assert "附近网点：\n▪ 城东支行（约 800 米，电话 010-12345678，营业至 17:00）" in text
