"""Colleagues at the command line see their own and nothing else; numbers mean what they say; help in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cyclopts import App as CommandTree

from supervisor.access import Role
from supervisor.access.service import add_user, set_sample_login
from supervisor.app import App
from supervisor.branch.ledger import people
from supervisor.branch.service import add_person
from supervisor.cli.main import build
from supervisor.complaints import service
from supervisor.complaints.promises.service import promise, record_praise
from supervisor.complaints.texts.masking import Contact
from supervisor.journal import SYSTEM
from supervisor.language import use_language
from tests.cli.test_complaints import PLAIN, entered

PHONE = Contact(phone="13812345678")
LINE = {"channel": "spoken", "text": "等候过久", "class_code": "cash", "cause_code": "waiting"}


@pytest.fixture
def mine(sample: Path) -> dict[str, str]:
    """Somebody of the staff is logged in: numbers of a case and a promise of hers, of one of each of another's."""
    app = App.open(sample)
    try:
        person = add_person(app.book, SYSTEM, no="T9", name="新人", role="员工", joined=date(2020, 1, 1))
        add_user(app.book, SYSTEM, login="new", person=person, name="新人", roles=[Role.STAFF])
        other = app.actor
        made = {}
        for name, who in (("own", person), ("other", other)):
            case = service.register(app.book, who, **LINE)
            due = app.book.now().replace(year=app.book.now().year + 1)
            call = promise(app.book, who, owner=who, due=due, matter="回电", complaint=case, contact=PHONE)
            with app.read() as r:
                from supervisor.complaints.ledger import complaint
                from supervisor.complaints.promises.ledger import call_backs

                found = complaint(r, case)
                assert found is not None
                made[name] = found.number
                made[f"{name}_call"] = next(one.number for one in call_backs(r, r.now) if one.subject == call)
        set_sample_login(app.book, "new")
    finally:
        app.close()
    return made


def test_colleagues_list_their_own_and_no_others(supervisor: Any, mine: dict[str, str]) -> None:
    listed = supervisor("complaints", "list", "--json").json["complaints"]
    assert [one["number"] for one in listed] == [mine["own"]]
    calls = supervisor("promises", "list", "--json").json["promises"]
    assert [one["number"] for one in calls] == [mine["own_call"]]
    assert mine["other"] not in supervisor("complaints", "list").out
    assert supervisor("complaints", "show", mine["other"]).code == 3


def test_an_interest_in_a_case_one_cannot_read_tells_nothing(supervisor: Any, mine: dict[str, str]) -> None:
    there = supervisor("complaints", "interest", mine["other"], "--reason", "x")
    nothing = supervisor("complaints", "interest", "TS-XX-9999", "--reason", "x")
    assert (there.code, there.err.replace(mine["other"], "")) == (nothing.code, nothing.err.replace("TS-XX-9999", ""))


def test_about_the_manager_it_is_said_where_it_went(supervisor: Any, sample: Path) -> None:
    app = App.open(sample)
    with app.read() as r:
        manager = next(one.no for one in people(r) if one.subject == app.actor)
    app.close()
    said = supervisor("complaints", "register", *PLAIN, "--about", manager, lang="zh")
    assert said.code == 0
    assert "直接交上级行" in said.out
    number = re.findall(r"TS-[\w-]+", said.out)[0]
    assert "直接交上级行" in supervisor("complaints", "show", number, lang="zh").err
    assert number not in supervisor("complaints", "list", "--state", "live").out


def test_what_a_short_number_fits_is_listed(supervisor: Any, sample: Path) -> None:
    app = App.open(sample)
    due = app.book.now().replace(year=app.book.now().year + 1)
    with app.read() as r:
        first = next(one.subject for one in people(r) if one.subject != app.actor)
    for _n in range(2):
        promise(app.book, app.actor, owner=first, due=due, matter="补卡", service_kind="card_loss")
    record_praise(app.book, app.actor, source="customer", persons=[first], what="耐心")
    with app.read() as r:
        from supervisor.complaints.promises.ledger import call_backs

        numbers = [one.number for one in call_backs(r, r.now)]
    app.close()
    common = numbers[0].rpartition("-")[0]
    refused = supervisor("promises", "show", common, lang="zh")
    assert refused.code == 2
    assert len(set(re.findall(r"HD-[\w-]+", refused.err)) - {common}) >= 2, refused.err
    assert "BY-" not in refused.err


def test_a_case_to_be_erased_is_named_by_its_last_figures(supervisor: Any) -> None:
    serial = str(int(entered(supervisor).rpartition("-")[2]))
    said = supervisor("complaints", "retention", "erase", serial, lang="zh")
    assert said.code == 3, "it is found, and not past its term"
    assert supervisor("complaints", "retention", "erase", "987654", lang="zh").code == 2


def commands(tree: CommandTree, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in tree:
        if not name.startswith("-"):
            if tree[name].default_command is not None:
                yield (*path, name)
            yield from commands(tree[name], (*path, name))


@pytest.mark.parametrize("group", ["complaints", "promises", "praise"])
def test_no_english_stands_for_a_value_in_the_chinese_help(supervisor: Any, group: str) -> None:
    use_language("zh")
    for path in commands(build()[group], (group,)):
        shown = supervisor(*path, "--help", lang="zh").out
        left = set(re.findall(r"(?<![\w-])[A-Z][A-Z-]{2,}(?![\w-])", shown)) - {"JSON", "PDF", "CSV"}
        assert not left, (path, left)


def test_registering_names_its_channels_and_where_the_codes_are(supervisor: Any) -> None:
    from supervisor.complaints.words import CHANNELS

    shown = "".join(supervisor("complaints", "register", "--help", lang="zh").out.split())
    assert all(code in shown for code in CHANNELS)
    assert "complaintsclasseslist" in shown
