"""What remains visible of a customer's data."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.complaints.texts.masking import Contact, mask_contact, mask_mail, mask_name, mask_number, mask_text
from supervisor.complaints.texts.plain import personal_number


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
    assert len(mask_text(text)) <= len(text) + 4 * (text.count("@") + text.count("＠"))


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(alphabet="。，ab 王", max_size=20))
def test_a_mobile_number_never_survives(number: str, around: str) -> None:
    assert number not in mask_text(f"{around}{number}{around}")


@pytest.mark.parametrize(
    "number",
    [
        *("138.1234.5678", "138/1234/5678", "138–1234–5678", "138 - 1234 - 5678", "138  1234  5678", "138_1234_5678"),
        *("138·1234·5678", "138(1234)5678", "138\n1234\t5678", "138（1234）5678", "138\u200b1234\u20605678"),
    ],
)
def test_a_number_is_hidden_however_it_is_set(number: str) -> None:
    shown = mask_text(f"请打{number}找我")
    assert shown.count("*") == 6
    assert shown.startswith("请打138")
    assert personal_number(f"请打{number}找我")


def test_each_of_two_mails_and_words_beside_a_number_are_hidden() -> None:
    assert mask_text("写信 ming＠example.com") == "写信 m***@example.com"
    assert mask_mail("a@x.com, wangxiaoming@163.com") == "a***@x.com, w***@163.com"
    assert mask_number("13812345678 找王小明") == "138******78 ****"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "13:00-14:30",
            "2026-11-23 10:15",
            "1,234,567.89元",
            "TS-4BB-0019",
            "11-23 10:15",
            "2026年11月23日",
            "1、2、3、4、5、6、7、8",
        ),
        *("2026.11.23–2026.11.30", "取号3，等候45分钟，10:30离开"),
    ],
)
def test_days_times_amounts_and_case_numbers_pass(words: str) -> None:
    assert mask_text(words) == words
    assert not personal_number(words)


@pytest.mark.parametrize("text", ["7" * 1_000_000, "7 " * 500_000, "12-" * 300_000, "1:23 " * 200_000, "a@" * 400_000])
def test_a_megabyte_is_read_in_one_go(text: str) -> None:
    begun = process_time()
    mask_text(text)
    personal_number(text)
    assert process_time() - begun < 10
