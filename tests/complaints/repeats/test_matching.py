"""When two customers are one: numbers as people write them, namesakes, and what is never a match."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from supervisor.complaints.repeats.matching import (
    DUPLICATE,
    HINT,
    NAMESAKE,
    OTHER,
    PERHAPS,
    REPEAT,
    SAME,
    Windows,
    address_of,
    customer,
    kind_of,
    likeness,
    name_of,
    near,
    phones,
)
from supervisor.complaints.texts.masking import Contact

MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(lambda number: number.isascii())
LANDLINE = st.from_regex(r"0(10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{7}", fullmatch=True).filter(lambda n: n.isascii())
FULL_WIDTH = str.maketrans("0123456789+-", "０１２３４５６７８９＋－")


def alike(one: Contact, other: Contact) -> int:
    return likeness(customer(one), customer(other))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("138 1234 5678", {("13812345678", "")}),
        ("138-1234-5678", {("13812345678", "")}),
        ("１３８１２３４５６７８", {("13812345678", "")}),
        ("+86 138 1234 5678", {("13812345678", "")}),
        ("＋８６－13812345678", {("13812345678", "")}),
        ("008613812345678", {("13812345678", "")}),
        ("8613812345678", {("13812345678", "")}),
        ("013812345678", {("13812345678", "")}),
        ("（010）6655 4433", {("01066554433", "")}),
        ("+86 10 66554433", {("01066554433", "")}),
        ("010-66554433转801", {("01066554433", "801")}),
        ("010-66554433-801", {("01066554433", "801")}),
        ("0086 0755 66554433", {("075566554433", "")}),
        ("010 66554433 ext. 801", {("01066554433", "801")}),
        ("0755-8765432 分机：12", {("07558765432", "12")}),
        ("13812345678/13912345678", {("13812345678", ""), ("13912345678", "")}),
        ("13812345678 13912345678", {("13812345678", ""), ("13912345678", "")}),
        ("13812345678，或 66554433", {("13812345678", ""), ("66554433", "")}),
        ("+1 (415) 555-2671", {("14155552671", "")}),
        ("110", set()),
        ("00000000000", set()),
        ("无", set()),
        ("", set()),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, meant: set[tuple[str, str]]) -> None:
    assert phones(written) == meant


@given(MOBILE | LANDLINE, st.sampled_from(["", "+86 ", "0086", "＋８６"]), st.sampled_from(" -"), st.booleans())
def test_a_number_is_itself_however_it_is_written(number: str, country: str, mark: str, wide: bool) -> None:
    assume(len(set(number)) > 1)
    body = number.removeprefix("0") if country else number
    cut = 3 if number.startswith("1") else len(body) - 8
    written = f"{country}{body[:cut]}{mark}{body[cut:]}"
    assert phones(written.translate(FULL_WIDTH) if wide else written) == {(number, "")}


@given(MOBILE, MOBILE, st.text(max_size=8), st.text(max_size=20), st.text(max_size=12))
def test_people_with_different_numbers_are_never_the_same(a: str, b: str, name: str, address: str, mail: str) -> None:
    assume(a != b)
    for domain in ("", f"{mail}@qq.com"):
        found = alike(Contact(name, a, domain, address), Contact(name, b, domain, address))
        assert found in (PERHAPS, OTHER)


@given(st.text(max_size=10), st.text(max_size=10), st.text(max_size=10), st.text(max_size=20))
def test_any_text_can_be_compared_and_is_like_itself(name: str, phone: str, mail: str, address: str) -> None:
    contact = Contact(name, phone, mail, address)
    who = customer(contact)
    assert alike(contact, contact) >= (SAME if who.phones or who.mails else NAMESAKE if who.name else OTHER)
    assert bool(who) == bool(who.marks())


@given(st.builds(Contact, *[st.text(max_size=8)] * 4), st.builds(Contact, *[st.text(max_size=8)] * 4))
def test_likeness_has_no_direction_and_who_is_alike_shares_a_mark(one: Contact, other: Contact) -> None:
    a, b = customer(one), customer(other)
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, b) == OTHER or a.marks() & b.marks()


def test_a_name_alone_is_a_hint_and_no_more() -> None:
    wei, same = Contact(name="王伟"), Contact(name="王 伟 先生")
    assert alike(wei, same) == NAMESAKE
    assert alike(wei, Contact(name="王伟", phone="13812345678")) == NAMESAKE
    assert alike(Contact("王伟", "13812345678"), Contact("王伟", "13912345678")) == OTHER
    assert alike(Contact(name="王先生"), Contact(name="王先生")) == OTHER
    windows = Windows()
    assert kind_of(NAMESAKE, 2, windows, same_matter=True, over=False) == HINT
    assert kind_of(NAMESAKE, 2, windows, same_matter=False, over=False) == ""
    assert kind_of(NAMESAKE, 8, windows, same_matter=True, over=False) == ""


def test_an_extension_tells_two_people_of_one_house_apart() -> None:
    assert alike(Contact(phone="010-66554433转801"), Contact(phone="01066554433-802")) == OTHER
    assert alike(Contact(phone="010-66554433转801"), Contact(phone="010 66554433")) == SAME


def test_mail_and_name_with_address_prove_who_it_is_where_no_number_says_otherwise() -> None:
    home = "幸福路8号院3单元"
    assert alike(Contact(mail="Ming@QQ.com"), Contact(mail="ｍｉｎｇ＠qq.com ")) == SAME
    assert alike(Contact("李明", address=home), Contact("李明女士", address="幸福路 ８ 号院，3单元")) == SAME
    assert alike(Contact("李明", address="北京市海淀区"), Contact("李明", address="北京市海淀区")) == NAMESAKE
    assert alike(Contact("李明", "13812345678", address=home), Contact("李明", "13912345678", address=home)) == PERHAPS
    assert (name_of("Mr. John Smith"), address_of("幸福路")) == ("johnsmith", "")


@pytest.mark.parametrize(
    ("days", "same_matter", "over", "kind"),
    [(0, True, False, DUPLICATE), (7, True, False, DUPLICATE), (8, True, False, REPEAT), (1, False, False, REPEAT),
     (1, True, True, REPEAT), (365, False, False, REPEAT), (366, True, False, "")],
)  # fmt: skip
def test_the_same_customer_again(days: int, same_matter: bool, over: bool, kind: str) -> None:
    assert kind_of(SAME, days, Windows(), same_matter=same_matter, over=over) == kind


def test_texts_tell_the_same() -> None:
    text = "上午在3号窗口取款等候45分钟，柜员未作任何解释"
    assert near(text, "上午在３号窗口取款，等候45分钟，柜员没有作任何解释。")
    assert not near(text, "手机银行转账失败，钱已扣款，客服电话打不通")
    assert not near("", "")
