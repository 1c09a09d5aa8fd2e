"""What another rule book would change, said rule by rule: what stands in both is not said again."""

from __future__ import annotations

import re

import msgspec

from supervisor.appraisal.rulebook.explain import explain_rulebook
from supervisor.appraisal.rulebook.kept import digest
from supervisor.appraisal.rulebook.model import RuleBook
from supervisor.language import _


class Difference(msgspec.Struct, frozen=True):
    """A sentence of the book before and of the other: "" where it is new or is gone."""

    before: str
    after: str


def differences(before: RuleBook, after: RuleBook) -> tuple[Difference, ...]:
    """What changes, in the order of the new book; then what is gone. Sentences that begin with the same code or name
    are one that changed."""
    old, new = (_sentences(book) for book in (before, after))
    gone = [sentence for sentence in old if sentence not in set(new)]
    came = [sentence for sentence in new if sentence not in set(old)]
    found = []
    for sentence in came:
        twin = next((each for each in gone if _name(each) == _name(sentence)), "")
        if twin:
            gone.remove(twin)
        found.append(Difference(twin, sentence))
    found += [Difference(sentence, "") for sentence in gone]
    if not found and digest(before) != digest(after):
        titles = (f"{book.name} {book.version}" for book in (before, after))
        found.append(Difference(*titles) if before.version != after.version or before.name != after.name
                     else Difference("", _("Only the order or the names of rows.")))  # fmt: skip
    return tuple(found)


def _sentences(book: RuleBook) -> list[str]:
    return [sentence.strip() for sentence in explain_rulebook(book)[1:]]


def _name(sentence: str) -> str:
    """The code or name with which a sentence begins."""
    return re.split(r"[ ,，;；:：]", sentence, maxsplit=1)[0]
