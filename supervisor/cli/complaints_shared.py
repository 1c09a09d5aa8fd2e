"""What the commands of complaints share: naming a case, a person, a code, a customer's contact data."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from supervisor.cli.context import instant_of, opened, person_of, several_fit
from supervisor.errors import BadInput, why_unread
from supervisor.language import _, listed

if TYPE_CHECKING:
    from supervisor.complaints.records import Complaint
    from supervisor.complaints.texts.masking import Contact
    from supervisor.journal import Reader

Flag = Annotated[bool, Parameter(negative=())]
Files = Annotated[list[Path] | None, Parameter(name="--attach", negative=())]
Representatives = Annotated[list[str] | None, Parameter(name="--representative", negative=())]


def case_in(r: Reader, wanted: str) -> Complaint:
    """The case of a number (TS-A1-0147), of its last figures or of a subject. Raises BadInput."""
    from supervisor.complaints import ledger

    found = ledger.by_number(r, wanted.strip().upper()) or ledger.complaint(r, wanted)
    if found is not None:
        return found
    several = ledger.by_serial(r, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else []
    if len(several) == 1:
        return several[0]
    if several:
        raise BadInput(several_fit(wanted, [one.number for one in several]))
    raise no_case(wanted)


def no_case(wanted: str) -> BadInput:
    """What is said of a case that is not there, or that whoever asks may not even know of."""
    return BadInput(_("There is no {what} {wanted}.").format(what=_("complaint"), wanted=wanted))


@contextmanager
def case_named(wanted: str) -> Iterator[tuple[Any, str]]:
    """The open book and the subject of a case; what it may be used for its command asks."""
    with opened() as app:
        with app.read() as r:
            subject = case_in(r, wanted).subject
        yield app, subject


def staff(app: Any, no: str) -> str:
    """A person's subject from a staff number; "" for none given. Raises BadInput."""
    if not no:
        return ""
    with app.read() as r:
        return person_of(r, no)


def when(app: Any, text: str | None) -> datetime | None:
    """An instant, None for none given. Raises BadInput."""
    return instant_of(app, text) if text else None


def coded(code: str, known: dict[str, Any], option: str) -> str:
    """A code of those known, "" for none given. Raises BadInput that says what can be written."""
    if code and code not in known:
        choice = listed(f"{one} ({words})" for one, words in known.items())
        raise BadInput(_("{option} {code} is not known; write one of: {choice}.").format(
            option=option, code=code, choice=choice or "–"))  # fmt: skip
    return code


def nodes(r: Reader, name: str, *, everything: bool = False) -> dict[str, Any]:
    """Code → words of the tree "class", "cause", "root" or "pause"; retired ones only with `everything`."""
    from supervisor.complaints.settings.ledger import tree, usable

    return {node.code: node.name for node in (tree if everything else usable)(r, name)}


def contact_of(text: str) -> Contact:
    """A representative as `name;telephone`, mail and address after them if need be. Raises BadInput."""
    from supervisor.complaints.texts.masking import Contact

    parts = [part.strip() for part in text.replace("；", ";").split(";")]
    if not parts[0] or len(parts) > 4:
        raise BadInput(_("{text} is no representative; write name;telephone (then ;mail;address).").format(text=text))
    return Contact(*parts)


def content_of(file: Path) -> bytes:
    """What stands in a file to be attached; too large a one, or a device, is refused unread. Raises BadInput."""
    from supervisor.complaints.attachments.service import LARGEST_BYTES, too_large

    try:
        if not file.is_file():
            raise BadInput(_("There is no file {path}.").format(path=file))
        if file.stat().st_size > LARGEST_BYTES:
            raise too_large(file.name)
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput(_("{file} cannot be read: {why}").format(file=file, why=why_unread(error))) from error


def minute(app: Any, at: datetime | None) -> str:
    """An instant as the branch's clock shows it."""
    return at.astimezone(app.book.zone).strftime("%Y-%m-%d %H:%M") if at else ""


def sign(app: Any) -> None:
    """The signature of whoever is logged in: the password again, asked for or from SUPERVISOR_PASSWORD. Raises Refused.

    Where no password was needed to log in (the sample's own session) none is asked for.
    """
    from supervisor.access import confirm

    if app.session is not None:
        confirm(app.book, app.session, "" if app.session.automatic else _password())


def _password() -> str:
    given = os.environ.get("SUPERVISOR_PASSWORD", "")
    if given or not sys.stdin.isatty():
        return given
    import getpass

    return getpass.getpass(_("Your password, to sign: "))
