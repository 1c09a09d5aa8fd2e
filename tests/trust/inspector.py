"""A process that logs an inspection and can be killed: `python -m tests.trust.inspector`.

It imports everything once and forks for each round, as the appender does. A round is one line of JSON on stdin (see
`Walk`); the child prints `begin PID`, before each step `try STEP`, and `ack STEP` once the book has it, where a step is
JSON (see `Step`); then the parent prints `end STATUS`.
"""

from __future__ import annotations

import os
import random
import sys

import msgspec
from PySide6.QtGui import QColor, QImage

from supervisor.app import load_rooms
from supervisor.desktop.pictures import evidence_of
from supervisor.inspection import service
from supervisor.inspection.ledger import last_step, sheet
from supervisor.inspection.template import Item
from supervisor.journal import Book
from tests.desktop.exif import encoded


class Walk(msgspec.Struct, kw_only=True):
    """What one child is to do: go on with an inspection of a book."""

    where: str
    passphrase: str | None
    subject: str
    actor: str
    seed: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing done. `kind`: answer, note, photo, off or undo; `text` is a verdict, a remark, a picture's digest."""

    kind: str
    item: str
    text: str = ""
    persons: tuple[str, ...] = ()
    cases: int = 1


def say(line: str) -> None:
    """One whole line to whoever watches."""
    os.write(1, f"{line}\n".encode())


def photo(chance: random.Random) -> bytes:
    """A small photo, made small as the desktop does."""
    image = QImage(90, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(chance.randrange(256), chance.randrange(256), chance.randrange(256)))
    return evidence_of(encoded(image), "photo.jpg").content


def choose(book: Book, walk: Walk, items: list[Item], chance: random.Random) -> tuple[Step, bytes]:
    """The next thing this inspector does; a picture's bytes with it."""
    item = chance.choice(items).id
    kind = chance.choices(("answer", "note", "photo", "off", "undo"), (60, 12, 18, 4, 6))[0]
    with book.read() as r:
        page, last = sheet(r, walk.subject), last_step(r, walk.subject, walk.actor)
    if kind == "off" and page.photos:
        gone = chance.choice(page.photos)
        return Step(kind="off", item=gone.item, text=gone.digest), b""
    if kind == "undo" and last is not None:
        return Step(kind="undo", item=last.item), b""
    if kind == "note":
        return Step(kind="note", item=item, text="记" * chance.randrange(1, 30)), b""
    if kind == "photo":
        import hashlib

        content = photo(chance)
        return Step(kind="photo", item=item, text=hashlib.sha256(content).hexdigest()), content
    verdict = chance.choice(("pass", "pass", "fail", "na"))
    persons = (walk.actor,) if verdict == "fail" and chance.random() < 0.6 else ()
    return Step(kind="answer", item=item, text=verdict, persons=persons, cases=chance.randrange(1, 4)), b""


def carry_out(book: Book, walk: Walk, step: Step, content: bytes) -> Step:
    """Give the command of a step; returns it as it was carried out (a picture has its digest then)."""
    subject, actor = walk.subject, walk.actor
    if step.kind == "answer":
        service.answer(
            book, actor, subject, step.item, step.text, persons=step.persons,  # type: ignore[arg-type]
            cases=step.cases if step.text == "fail" else 1,
        )  # fmt: skip
    elif step.kind == "note":
        service.set_note(book, actor, subject, step.item, step.text)
    elif step.kind == "off":
        service.remove_photo(book, actor, subject, step.item, step.text)
    elif step.kind == "undo":
        service.undo(book, actor, subject)
    else:
        service.attach_photo(book, actor, subject, step.item, content, name="photo.jpg")
    return step


def work(walk: Walk) -> None:
    """The child: open the book and log until it is killed."""
    load_rooms()
    book = Book.open(walk.where, passphrase=walk.passphrase)
    chance = random.Random(walk.seed)
    with book.read() as r:
        items = list(sheet(r, walk.subject).template.items())
    encode = msgspec.json.encode
    while True:
        step, content = choose(book, walk, items, chance)
        say(f"try {encode(step).decode()}")
        say(f"ack {encode(carry_out(book, walk, step, content)).decode()}")


def main() -> None:
    """Fork a child for each line on stdin until it ends."""
    load_rooms()
    for line in sys.stdin:
        walk = msgspec.json.decode(line, type=Walk)
        child = os.fork()
        if child == 0:
            say(f"begin {os.getpid()}")
            try:
                work(walk)
            except BaseException as error:
                say(f"failed {type(error).__name__}: {error}".replace("\n", " "))
                os._exit(1)
        _pid, status = os.waitpid(child, 0)
        say(f"end {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
