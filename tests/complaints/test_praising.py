"""Praise that was written down wrongly is mended or taken back, by the right person and to the end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from supervisor.branch.service import set_zone
from supervisor.complaints.promises.ledger import praise
from supervisor.complaints.promises.service import correct_praise, record_praise, take_back_praise
from supervisor.errors import BadInput, Refused
from supervisor.language import Words

SPAN = (date(2026, 1, 1), date(2026, 12, 31))


def written(team, **more: Any) -> str:
    given: dict[str, Any] = {"source": "customer", "persons": [team.teller], "what": "热情"}
    return record_praise(team.book, team.deputy, **{**given, **more})


def on_record(team, **more):
    with team.book.read() as r:
        return praise(r, *SPAN, **more)


def test_praise_says_where_it_happened_and_what_came_with_it(team):
    set_zone(team.book, "system", "lobby", Words("大堂", "Lobby"))
    written(team, zone="lobby", keepsake="banner")
    (one,) = on_record(team)
    assert (one.zone, one.keepsake, one.recorded_by) == ("lobby", "banner", team.deputy)
    for wrong in ({"zone": "attic"}, {"keepsake": "cake"}, {"what": " "}, {"persons": []}, {"source": "rumour"}):
        with pytest.raises(BadInput):
            written(team, **wrong)


def test_what_was_written_wrongly_is_mended(team):
    subject = written(team)
    correct_praise(team.book, team.deputy, subject, source="media", persons=[team.colleague], what="耐心")
    (one,) = on_record(team)
    assert (one.source, one.persons, one.what) == ("media", (team.colleague,), "耐心")
    before = team.book.vector()
    correct_praise(team.book, team.deputy, subject, source="media", persons=[team.colleague], what="耐心")
    assert team.book.vector() == before, "nothing changed, so nothing is entered"


def test_what_was_taken_back_counts_for_nobody_and_is_kept(team):
    subject = written(team)
    with pytest.raises(BadInput):
        take_back_praise(team.book, team.deputy, subject, " ")
    take_back_praise(team.book, team.deputy, subject, "重复登记")
    assert on_record(team) == []
    assert [one.taken_back for one in on_record(team, taken_back=True)] == ["重复登记"]
    for again in (
        lambda: take_back_praise(team.book, team.deputy, subject, "又一次"),
        lambda: correct_praise(team.book, team.deputy, subject, source="media", persons=[team.teller], what="x"),
    ):
        with pytest.raises(Refused):
            again()


def test_nobody_mends_praise_of_his_own_or_what_another_wrote_without_the_right(team):
    subject = written(team)
    with pytest.raises(Refused):  # his own
        take_back_praise(team.book, team.teller, subject, "不想要")
    with pytest.raises(Refused):  # another's
        take_back_praise(team.book, team.colleague, subject, "不想要")
    with pytest.raises(Refused):  # he would give it to himself
        correct_praise(team.book, team.handler, subject, source="media", persons=[team.handler], what="x")
    take_back_praise(team.book, team.handler, subject, "重复登记")
    with pytest.raises(BadInput):
        take_back_praise(team.book, team.handler, "praise:none", "没有")
