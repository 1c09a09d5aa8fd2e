"""Names of classes as ticket files write them, and which class of the branch each means."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from hashlib import sha256

from supervisor.access import Right, require
from supervisor.branch.ledger import names, posts, service_classes
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.traffic.events import ClassKept
from supervisor.traffic.files.ledger import kept_classes


def class_key(text: str) -> str:
    """A class's name as compared: without blanks, full-width letters plain, case folded."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def class_names(r: Reader) -> dict[str, str]:
    """What the branch's posts and service classes are called (any language, case folded) → class code."""
    found = {}
    for post in posts(r):
        for text in (post.name.zh, post.name.en, post.code):
            if text and post.service_class:
                found.setdefault(text.casefold(), post.service_class)
    for named in names(r, "class"):
        for text in (named.name.zh, named.name.en, named.code):
            if text:
                found[text.casefold()] = named.code
    return found


def class_finder(r: Reader) -> Callable[[str], str]:
    """From a class as written to the branch's code: as a person said, else by the branch's names, else as written."""
    found = {class_key(text): code for text, code in class_names(r).items()}
    said = kept_classes(r)

    def find(text: str) -> str:
        key = class_key(text)
        return said.get(key) or found.get(key) or text.strip()

    return find


def keep_classes(book: Book, actor: str, meant: Mapping[str, str]) -> None:
    """Remember which class of the branch a name in ticket files means (name -> code; "" lets it be its own again).

    Raises Refused without the right, BadInput for a code that the branch has not.
    """
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        known, said = set(service_classes(w)), kept_classes(w)
        for text, code in meant.items():
            if code and code not in known:
                raise BadInput(
                    _("The branch has no class of service {code}; it has {classes}.").format(
                        code=code, classes="、".join(sorted(known)) or _("none")
                    )
                )
            key = class_key(text)
            if key and said.get(key, "") != code:
                subject = f"ticket-class:{sha256(key.encode()).hexdigest()[:32]}"
                w.append(subject, ClassKept(text=key, service_class=code))
