"""Registering finds and links what the same customer complained of before; a duplicate is joined to the first case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.complaints import service
from supervisor.complaints.ledger import case_clocks, history
from supervisor.complaints.repeats.finding import linked_cases, similar
from supervisor.complaints.repeats.ledger import repeat_subjects
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused
from supervisor.language import use_language

from ..team import Team
from .customers import LI, LI_AGAIN, WANG, bound, case_of, told


def test_the_same_matter_is_a_duplicate_and_another_is_a_repeat(team: Team) -> None:
    first = told(team)
    team.wait(days=2)
    again = told(team, LI_AGAIN)
    team.wait(days=1)
    other = told(team, LI_AGAIN, class_code="card", cause_code="fees", text="手续费多收")
    assert bound(team, again) == [(again, first, "duplicate"), (other, again, "repeat")]
    assert bound(team, other) == [(other, again, "repeat")]
    stranger = told(team, WANG)
    assert bound(team, stranger) == []
    with team.book.read() as r:
        assert repeat_subjects(r, team.now.date() - timedelta(days=9), team.now.date()) == {other}


def test_after_a_case_has_ended_the_same_matter_is_a_complaint_again(team: Team) -> None:
    first = told(team)
    service.withdraw(team.book, team.teller, first, "客户说明撤回")
    team.wait(days=1)
    again = told(team)
    assert bound(team, again) == [(again, first, "repeat")]
    team.wait(days=366)
    late = told(team)
    assert bound(team, late) == []


def test_what_is_written_down_afterwards_is_linked_from_the_later_case(team: Team) -> None:
    heard = team.now
    team.wait(days=3)
    later = told(team)
    earlier = told(team, received=heard)
    assert bound(team, earlier) == [(later, earlier, "duplicate")]


def test_a_group_is_found_by_each_of_its_representatives(team: Team) -> None:
    group = team.register(group_size=30, representatives=[WANG, LI])
    again = told(team, LI_AGAIN)
    assert bound(team, again) == [(again, group, "duplicate")]
    fresh = Contact(name="赵敏", phone="13700001111")
    service.replace_representative(team.book, team.handler, group, 2, fresh)
    assert bound(team, told(team, fresh))[0][1:] == (group, "duplicate")
    with team.book.read() as r:
        assert [m.subject for m in similar(r, team.handler, told(team, LI_AGAIN))] == [again]


def test_a_duplicate_is_joined_to_the_earlier_case_whose_limits_count(team: Team) -> None:
    first = told(team)
    team.wait(days=2)
    again = told(team)
    with team.book.read() as r:
        before = case_clocks(r, case_of(team, first))
    with pytest.raises(Refused, match="heard later"):
        service.join(team.book, team.handler, first, again)
    with pytest.raises(BadInput, match="itself"):
        service.join(team.book, team.handler, again, again)
    with pytest.raises(Refused, match="no right"):
        service.join(team.book, team.colleague, again, first)
    service.join(team.book, team.handler, again, first)
    joined = case_of(team, again)
    assert (joined.state, joined.live, joined.ended) == ("joined", False, team.now)
    with team.book.read() as r:
        assert case_clocks(r, case_of(team, first)) == before
        assert history(r, again)[-1].note == case_of(team, first).number
        assert repeat_subjects(r, team.now.date() - timedelta(days=9), team.now.date()) == frozenset()
    with pytest.raises(Refused, match="joined to an earlier one"):
        service.hand_over(team.book, team.handler, again, team.colleague)
    third = told(team)
    assert bound(team, third) == [(third, first, "duplicate")]
    service.withdraw(team.book, team.handler, first, "客户说明撤回")
    with pytest.raises(Refused, match="no duplicate"):
        service.join(team.book, team.handler, third, first)


def test_joining_links_cases_that_nobody_linked(team: Team) -> None:
    first, second = team.register(), team.register()
    service.join(team.book, team.manager, second, first)
    assert bound(team, first) == [(second, first, "duplicate")]


def test_a_case_of_another_customer_is_joined_by_the_manager_alone_and_not_lost_when_the_main_one_is_withdrawn(
    team: Team,
) -> None:
    use_language("en")
    first = team.register(owner=team.handler, contact=Contact(name="王一", phone="13800000001"))
    team.wait(hours=1)
    second = team.register(owner=team.handler, contact=Contact(name="李二", phone="13900000002"))
    with pytest.raises(Refused, match="not known to come from one customer"):
        service.join(team.book, team.handler, second, first)
    service.link(team.book, team.handler, second, first, kind="duplicate", knowingly=True)
    with pytest.raises(Refused, match="not known to come from one customer"):
        service.join(team.book, team.handler, second, first)  # a link by hand is no proof
    service.join(team.book, team.manager, second, first, knowingly=True)
    service.unlink(team.book, team.manager, second, first, "误并")
    with pytest.raises(Refused, match="still owed the answer"):
        service.withdraw(team.book, team.handler, first, "客户说明撤回")
    assert case_of(team, first).live


def test_a_link_is_made_and_undone_by_hand_with_its_reason(team: Team) -> None:
    one = told(team)
    team.wait(days=1)
    other = told(team, WANG)
    service.link(team.book, team.handler, one, other, knowingly=True)
    assert bound(team, one) == [(other, one, "repeat")]
    with pytest.raises(BadInput, match="reason"):
        service.unlink(team.book, team.handler, one, other, " ")
    service.unlink(team.book, team.handler, one, other, "两位客户")
    assert bound(team, one) == []
    with pytest.raises(BadInput, match="not linked"):
        service.unlink(team.book, team.handler, one, other, "两位客户")
    with pytest.raises(BadInput, match="duplicate or repeat"):
        service.link(team.book, team.handler, one, other, "cousin")
    with pytest.raises(Refused):
        service.link(team.book, team.colleague, one, other)


def test_what_a_person_undid_is_not_proposed_again(team: Team) -> None:
    first = told(team)
    again = told(team)
    service.unlink(team.book, team.handler, again, first, "父子两人共用电话")
    with team.book.read() as r:
        assert similar(r, team.handler, again) == []
    day = team.now.date()
    assert service.link_found(team.book, team.handler, day, day) == 0


def test_links_outlive_the_contact_data_that_led_to_them(team: Team) -> None:
    first, again = told(team), told(team)
    for subject in (first, again):
        service.withdraw(team.book, team.handler, subject, "客户说明撤回")
        service.erase(team.book, team.manager, subject, "客户要求", by_right=True)
    with team.book.read() as r:
        assert similar(r, team.handler, again) == []
        assert [(m.subject, m.kind, m.linked) for m in linked_cases(r, team.handler, again)] == [
            (first, "duplicate", True)
        ]
    assert bound(team, told(team)) == []


@pytest.mark.parametrize(
    ("size", "people", "said"),
    [(1, 1, "two customers or more"), (3, 0, "at least one"), (40, 6, "at most 5"), (2, 3, "at most 2")],
)
def test_a_group_names_at_most_five(team: Team, size: int, people: int, said: str) -> None:
    speakers = [Contact(name=f"代表{i}", phone=f"1380000{i:04d}") for i in range(people)]
    with pytest.raises(BadInput, match=said):
        team.register(group_size=size, representatives=speakers)


def test_a_group_changes_and_its_representatives_stay_sealed(team: Team) -> None:
    subject = told(team)
    service.add_representative(team.book, team.handler, subject, WANG, size=12)
    assert case_of(team, subject).group_size == 12
    for i in range(4):
        service.add_representative(team.book, team.handler, subject, Contact(name=f"代表{i}"))
    with pytest.raises(BadInput, match="at most 5"):
        service.add_representative(team.book, team.handler, subject, Contact(name="第六人"))
    with pytest.raises(BadInput, match="count from 1"):
        service.replace_representative(team.book, team.handler, subject, 6, Contact(name="某人"))
    with pytest.raises(BadInput, match="at most 3"):
        service.resize_group(team.book, team.handler, subject, 3)
    service.resize_group(team.book, team.handler, subject, 20)
    with team.book.read() as r:
        shown = service.read_case(r, team.handler, subject).representatives
    assert (len(shown), shown[0]) == (5, Contact(name="王*", phone="139******78"))
    whole = service.unmask(team.book, team.handler, subject, "回电").representatives
    assert whole[0] == WANG
    service.withdraw(team.book, team.handler, subject, "客户说明撤回")
    with pytest.raises(Refused):
        service.resize_group(team.book, team.handler, subject, 9)
