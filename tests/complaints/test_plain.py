"""Words that stay in the clear take no customer's number or address, and everything else they may say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.branch.faults import WrongField
from supervisor.complaints import service
from supervisor.complaints.promises import service as promises
from supervisor.complaints.promises.praising import record_praise
from supervisor.complaints.texts.plain import personal_number, plain_words

from .team import Team


@pytest.mark.parametrize(
    "text",
    [
        *("13812345678", "客户１３８１２３４５６７８来电", "138 1234 5678", "138-1234-5678", "+86 138 1234 5678"),
        *("010-12345678", "(0512)1234567", "电话62345678", "tel 6234567", "110101199003071234", "11010119900307123X"),
        *("6222 0212 3456 7890 123", "卡号6222021234567890", "ming@example.com", "2026-11-20 13812345678"),
    ],
)
def test_numbers_and_addresses_are_refused(text: str) -> None:
    assert personal_number(text)
    with pytest.raises(WrongField) as refused:
        plain_words(f"因为{text}。", "reason")
    assert refused.value.field == "reason"
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        *("法院调卷", "2026-11-20 14:30 已致歉", "20261120", "2026年11月20日", "金额 1000000 元", "TS-A1-0147"),
        *("第 3 号柜台 45 分钟", "95588", "400-810-1234", "三个工作日内", "", "（2026）京01民初1234号", "长" * 100_000),
    ],
)
def test_dates_amounts_and_case_numbers_pass(text: str) -> None:
    assert plain_words(f" {text} ") == text


def test_every_field_in_the_clear_is_looked_at(team: Team) -> None:
    number = "客户13812345678"
    subject, book, who = team.register(owner=team.handler), team.book, team.handler
    due = team.now + timedelta(days=1)
    made = promises.promise(book, who, owner=who, due=due, matter="回电", complaint=subject, kind="follow_up")
    for command in (
        lambda: service.hand_over(book, who, subject, team.deputy, number),
        lambda: service.withdraw(book, who, subject, number),
        lambda: service.unmask(book, who, subject, number),
        lambda: service.declare_interest(book, team.deputy, subject, number),
        lambda: service.find_complex(book, team.manager, subject, number, team.now),
        lambda: service.escalate(book, team.manager, subject, number),
        lambda: service.handle(book, who, subject, at_fault=False, facts="x", action_title=number),
        lambda: promises.promise(book, who, owner=who, due=due, matter=number, complaint=subject),
        lambda: promises.record_try(book, who, made, number),
        lambda: promises.keep_promise(book, who, made, number),
        lambda: promises.give_up_promise(book, who, made, number),
        lambda: record_praise(book, who, source="customer", persons=[team.teller], what=number),
        lambda: promises.read_comment_book(book, who, note=number),
    ):
        with pytest.raises(WrongField):
            command()
    with book.read() as r:
        assert b"13812345678" not in b"".join(entry.payload for entry in r.latest(10_000))
