"""What remains visible of a customer's data."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.complaints.masking import Contact, mask_contact, mask_mail, mask_name, mask_number, mask_text


@pytest.mark.parametrize(
    ("name", "masked"), [("王小明", "王**"), ("李", "*"), ("John", "J***"), ("", ""), (" 欧阳娜 ", "欧**")]
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812345678", "138******78"),
        ("010-8888 6666", "010-**** **66"),
        ("62220212", "622***12"),
        ("12345", "*****"),
        ("11010519900307123X", "110*************3X"),
    ],
)
def test_numbers(number: str, masked: str) -> None:
    assert mask_number(number) == masked


def test_mail() -> None:
    assert mask_mail("ming.wang@example.com") == "m***@example.com"
    assert mask_mail("nonsense") == "********"


def test_text_keeps_the_story_and_hides_the_numbers() -> None:
    text = "客户13812345678称10:30取号A012，等候45分钟，卡号6222 0212 3456 7890 123，邮箱 a.b@c.cn。"
    shown = mask_text(text)
    assert "10:30" in shown
    assert "A012" in shown
    assert "45分钟" in shown
    assert "1234567" not in re.sub(r"\D", "", shown)
    assert "a.b@c.cn" not in shown


def test_full_width_digits_are_numbers_too() -> None:
    assert "８１２３４" not in mask_text("电话１３８１２３４５６７８")


def test_contact_field_by_field() -> None:
    contact = Contact(name="王小明", phone="13812345678", mail="w@x.cn", address="北京市朝阳区某某路一号院")
    masked = mask_contact(contact)
    assert masked == Contact(name="王**", phone="138******78", mail="w***@x.cn", address="北京市朝阳区***")
    assert not Contact()
    assert mask_contact(Contact()) == Contact()


@given(st.text(max_size=400))
def test_any_text_survives_masking_with_its_length_or_less_mail(text: str) -> None:
    assert len(mask_text(text)) <= len(text) + 4 * text.count("@")


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(alphabet="。，ab 王", max_size=20))
def test_a_mobile_number_never_survives(number: str, around: str) -> None:
    assert number not in mask_text(f"{around}{number}{around}")
