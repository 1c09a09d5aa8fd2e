"""A whole case with everything logged that can be: the log holds nothing of the customer and nothing of the key."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from supervisor.cli.main import run
from supervisor.complaints import service
from supervisor.complaints.promises import service as promises
from supervisor.complaints.retention.erasing import erase_contact
from supervisor.errors import BadInput, Refused
from tests.conftest import Place

from .team import found
from .test_nowhere import CONTACT, keys_of, traces, whole_case

log = logging.getLogger("supervisor.complaints.test")


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Path]:
    """A folder with a file into which every logger of the process writes all it has to say."""
    folder = tmp_path / "logs"
    folder.mkdir()
    handler = logging.FileHandler(folder / "supervisor.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = {one: one.level for one in (root, *known)}
    root.addHandler(handler)
    logging.captureWarnings(True)
    for one in before:
        one.setLevel(logging.DEBUG)
    yield folder
    for one, level in before.items():
        one.setLevel(level)
    logging.captureWarnings(False)
    root.removeHandler(handler)
    handler.close()


def refused(doing: Callable[[], Any]) -> None:
    """As the desktop logs what went wrong: with its words and its traceback."""
    try:
        doing()
    except (BadInput, Refused):
        log.exception("refused")
    else:
        raise AssertionError("it was not refused")


def test_the_log_finds_what_is_written_into_it(logs: Path) -> None:
    log.debug("客户 %s", CONTACT.name)
    assert traces(logs, [])


def test_a_whole_case_leaves_nothing_of_the_customer_in_the_log(
    place: Place, tmp_path: Path, logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with place.create() as book:
        team = found(book)
        subject = whole_case(team)
        call = promises.promise(
            book, team.handler, owner=team.handler, due=team.now.replace(hour=17), matter="回电", contact=CONTACT
        )
        keys = keys_of(book, subject, call)
        promises.unmask_contact(book, team.handler, call, "回电")
        service.unmask(book, team.handler, subject, "核对")
        for words in (CONTACT.name, CONTACT.phone, CONTACT.mail, CONTACT.address):
            refused(lambda words=words: service.unmask(book, team.handler, subject, f"找{words}"))
            refused(lambda words=words: promises.record_try(book, team.handler, call, f"找{words}"))
        refused(lambda: service.unmask(book, team.supervisor, subject, "看"))
        with book.read() as r:
            service.read_case(r, team.supervisor, subject)
            number = service.read_case(r, team.supervisor, subject).complaint.number
        promises.keep_promise(book, team.handler, call)
        service.erase(book, team.manager, subject, "客户要求", by_right=True)
        erase_contact(book, team.manager, call, "客户要求", by_right=True)
        log.debug("done")
    code = run(["--book", place.where, "complaints", "unmask", number, "--reason", f"找{CONTACT.name}"])
    assert code != 0
    capsys.readouterr()
    assert "done" in (logs / "supervisor.log").read_text(encoding="utf-8")
    assert traces(logs, keys) == []
