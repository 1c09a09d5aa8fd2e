"""A register of 100,000 complaints, made by the journal itself in one transaction; all of it is made up.

`python -m tests.benchmarks.many_complaints PATH COUNT [told|open]` makes one; `told`: with the texts and the contact
data of every case, all of one year; `open`: all of one year and none ended. Kept under out/ until the tables change.
"""

from __future__ import annotations

import hashlib
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from supervisor.app import load_rooms
from supervisor.branch.ledger import people
from supervisor.complaints import events
from supervisor.complaints.ledger import tree
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.sealing import seal_contact, seal_text
from supervisor.complaints.words import CHANNELS
from supervisor.journal import Book
from supervisor.journal.ledger import ledgers

CASES, LIVE = 100_000, 300
IN_COMMAND = 1_000
YEARS = 5
TEXT = "客户反映在柜台等候超过四十分钟，其间两个窗口停办，大堂经理未作解释，要求说明原因并致歉。事由 {number}。"


def stamp() -> str:
    """What the made book depends on: the tables of every ledger."""
    shape = sorted((ledger.name, ledger.digest()) for ledger in ledgers())
    return hashlib.sha256(repr((shape, CASES, LIVE)).encode()).hexdigest()[:12]


def make(folder: Path, count: int = CASES, kind: str = "") -> Path:
    """The book under `folder`, the sample branch with `count` cases more; made when it is not there. `told`: each case
    with its text and a customer, all of them heard within one year; `open`: all of one year, and none ended."""
    from supervisor.demo.build import build

    load_rooms()
    name = f"complaints{f'-{kind}' if kind else ''}-{count}"
    path = folder / f"{name}-{stamp()}.book"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f"making-{name}.book"
    for suffix in ("", "-wal", "-shm"):
        Path(f"{making}{suffix}").unlink(missing_ok=True)
    book = build(making)
    live = count if kind == "open" else LIVE
    fill(book, count, live, years=1 if kind else YEARS, told=kind == "told")
    book.close()
    making.rename(path)
    return path


def fill(book: Book, count: int, live: int = LIVE, seed: int = 1, years: int = YEARS, told: bool = False) -> None:
    """Put cases on record: the last `live` of them open, handled or answered, all others closed or withdrawn."""
    chance = random.Random(seed)
    with book.read() as r:
        now = r.now
        staff = [person.subject for person in people(r)]
        classes, causes = ([node.code for node in tree(r, name)] for name in ("class", "cause"))
    step = timedelta(days=365 * years) / max(count, 1)
    with book.batch():
        for begun in range(0, count, IN_COMMAND):
            with book.write(staff[0]) as w:
                for number in range(begun, min(begun + IN_COMMAND, count)):
                    hours = live < count and count - number <= live
                    back = timedelta(hours=count - number) if hours else step * (count - number)
                    heard = (now - back).astimezone(UTC)
                    subject, owner = f"complaint:{seed}{number:018d}", chance.choice(staff)
                    heard_text = TEXT.format(number=number) if told else "排队太久" if count - number <= live else ""
                    registered = events.ComplaintRegistered(
                        number=f"TS-MA-{number + 1:06d}", channel=chance.choice([*CHANNELS]), received=heard,
                        class_code=chance.choice(classes), cause_code=chance.choice(causes),
                        text_digest=seal_text(w, subject, heard_text),
                        contact_digest=seal_contact(w, subject, _customer(chance)) if told else "",
                        first_taker=chance.choice(staff), owner=owner,
                        person=chance.choice(staff) if chance.random() < 0.4 else "", caller_verified=True,
                    )  # fmt: skip
                    w.append(subject, registered, at=heard)
                    for fact in _course(chance, registered, owner, open_still=count - number <= live):
                        heard = min(heard + timedelta(minutes=chance.randrange(5, 4000)), now)
                        if isinstance(fact, events.ComplaintReplied):
                            fact = events.ComplaintReplied(replied=heard, reply_digest="", accepted=fact.accepted)
                        w.append(subject, fact, at=heard)


def _customer(chance: random.Random) -> Contact:
    """One in ten is called 王伟; one number in a hundred is another's as well."""
    name = "王伟" if chance.random() < 0.1 else chance.choice("赵钱孙李周吴郑") + chance.choice("明芳强丽军") * 2
    return Contact(name=name, phone=f"139{chance.randrange(10_000_000):08d}")


def _course(chance: random.Random, told: events.ComplaintRegistered, owner: str, open_still: bool) -> list:
    handled = events.ComplaintHandled(
        at_fault=chance.random() < 0.5, cause_code=told.cause_code, facts_digest="", measure_digest="", action="",
        apologised=True, on_the_spot=False,
    )  # fmt: skip
    replied = events.ComplaintReplied(
        replied=datetime.min.replace(tzinfo=UTC), reply_digest="", accepted=chance.choice([None, True, False])
    )
    if open_still:
        return [handled, replied][: chance.randrange(3)]
    if chance.random() < 0.03:
        return [events.ComplaintWithdrawn(told_to=owner, note="")]
    return [handled, replied, events.ComplaintClosed(signed_by=owner)]


if __name__ == "__main__":
    made = make(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
    sys.stdout.write(f"{made}\n")
