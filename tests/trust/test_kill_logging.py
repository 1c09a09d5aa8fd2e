"""kill -9 while an inspection is logged with photos: what was acknowledged is there, and it opens where it stood."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from supervisor.desktop.screens.inspections.reading import read
from supervisor.inspection import service
from supervisor.inspection.ledger import sheet
from tests.conftest import NewPlace
from tests.inspection.branches import made
from tests.trust.crashes import ROOT
from tests.trust.inspector import Step, Walk


class Known:
    """What the book must hold, from the steps that were acknowledged."""

    def __init__(self) -> None:
        self.answers: dict[str, Step] = {}
        self.notes: dict[str, str] = {}
        self.photos: set[tuple[str, str]] = set()
        self._before: list[tuple[str, Step | None]] = []

    def apply(self, step: Step) -> None:
        """Take a step that was carried out."""
        if step.kind == "answer":
            self._before.append((step.item, self.answers.get(step.item)))
            self.answers[step.item] = step
        elif step.kind == "note":
            self.notes[step.item] = step.text
        elif step.kind == "photo":
            self.photos.add((step.item, step.text))
        elif step.kind == "off":
            self.photos.discard((step.item, step.text))
        else:
            item, before = self._before.pop()
            assert item == step.item, "undo takes back the last answer, also across a crash"
            if before is None:
                del self.answers[item]
            else:
                self.answers[item] = before

    def state(self) -> Any:
        """Everything, to be compared with `held`."""
        answers = {i: (s.text, s.persons, s.cases if s.text == "fail" else 1) for i, s in self.answers.items()}
        return answers, {i: n for i, n in self.notes.items() if n}, self.photos

    @property
    def last(self) -> str:
        """The item of the last answer that stands and can be taken back."""
        return self._before[-1][0] if self._before else ""


def held(page: Any) -> Any:
    """The same of a sheet in the book."""
    answers = {a.item: (a.verdict, a.persons, a.cases) for a in page.answers}
    return answers, dict(page.notes), {(p.item, p.digest) for p in page.photos}


@pytest.fixture
def inspector(own_home: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that forks one child a round."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trust.inspector"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env={**os.environ, "SUPERVISOR_HOME": str(own_home)},
    )  # fmt: skip
    yield process
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.stdout.close()
    process.wait(60)


def walked(process: subprocess.Popen[str], walk: Walk, steps: int, chance: random.Random) -> tuple[list[Step], Step]:
    """Let a child log, kill it after so many acknowledged steps; these, and the one it had begun."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(msgspec.json.encode(walk).decode() + "\n")
    process.stdin.flush()
    done: list[Step] = []
    tried, child, killed = Step(kind="none", item=""), 0, False
    for line in process.stdout:
        word, _, rest = line.strip().partition(" ")
        if word == "begin":
            child = int(rest)
        elif word == "try":
            tried = msgspec.json.decode(rest, type=Step)
            if len(done) >= steps and not killed and chance.random() < 0.5:  # in the middle of a step
                os.kill(child, signal.SIGKILL)
                killed = True
        elif word == "ack":
            done.append(msgspec.json.decode(rest, type=Step))
            if len(done) > steps and not killed:
                os.kill(child, signal.SIGKILL)
                killed = True
        elif word == "end":
            assert rest == "-9", rest
            return done, tried
        else:
            raise AssertionError(line)
    raise AssertionError("the inspector itself ended")


def opens_where_it_stood(book: Any, actor: str, subject: str, known: Known) -> None:
    """The desktop's own reading: the right inspection, at the fault noted last or behind the last answer."""
    with book.read() as r:
        opened = read(r, "", actor, resume=True).opened
    assert opened is not None
    assert opened.sheet.inspection.subject == subject
    items = [item.id for item in opened.sheet.template.items()]
    last, answers = known.last, known.answers
    if last and answers[last].text == "fail":
        assert opened.stands == last
    elif len(answers) < len(items):
        at = items.index(last) + 1 if last else 0
        assert opened.stands == next(i for i in (*items[at:], *items[:at]) if i not in answers)


@pytest.mark.parametrize(
    ("engine", "kills"), [("sqlite", 4), pytest.param("keyed", 60, marks=pytest.mark.soak)], ids=["some", "sixty"]
)
def test_kills_lose_nothing_of_an_inspection(
    engine: str, kills: int, new_place: NewPlace, inspector: subprocess.Popen[str]
) -> None:
    place = new_place(engine)
    with place.create() as book:
        actor = made(book).supervisor
        subject = service.begin(book, actor, "discipline")
    seed = random.randrange(1 << 30)
    chance, known = random.Random(seed), Known()
    for number in range(kills):
        walk = Walk(
            where=place.where, passphrase=place.passphrase, subject=subject, actor=actor, seed=chance.randrange(1 << 30)
        )
        done, tried = walked(inspector, walk, chance.randrange(1, 25), chance)
        for step in done:
            known.apply(step)
        with place.open() as book:
            with book.read() as r:
                page = sheet(r, subject)
                photos = {digest: len(r.blob(digest)) for _item, digest in held(page)[2]}
            if held(page) != known.state():
                assert tried != done[-1], f"seed {seed}"
                known.apply(tried)  # the last step was entered, only its acknowledgement was not heard any more
            assert held(page) == known.state(), f"seed {seed}"
            assert all(photos.values())
            opens_where_it_stood(book, actor, subject, known)
            if number % 8 == kills % 8 or number == kills - 1:
                verdict = book.verify(full=True)
                assert verdict.ok, verdict.problems
