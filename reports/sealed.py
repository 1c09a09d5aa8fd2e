"""Workbooks that open with a password only (ECMA-376 agile: AES-256, SHA-512), in Excel, WPS and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from supervisor.access.passwords import Policy, weaknesses
from supervisor.errors import BadInput
from supervisor.language import _

LONGEST = 255  # characters, by Excel's own limit
_meant: ContextVar[str | None] = ContextVar("password", default=None)


@contextmanager
def opened_by(password: str | None) -> Iterator[None]:
    """Workbooks written meanwhile on this thread open with this password only; None: with none.

    Raises BadInput for a weak one, before any work was done.
    """
    if password is not None:
        refuse_weak(password)
    token = _meant.set(password)
    try:
        yield
    finally:
        _meant.reset(token)


def password_meant() -> str | None:
    """The password that workbooks written now open with."""
    return _meant.get()


def refuse_weak(password: str) -> None:
    """Raises BadInput for a password that is no protection: who has the file may try for as long as he likes."""
    faults = weaknesses(password, "", Policy())
    if len(password) > LONGEST:
        faults.append(_("Use at most {n} characters.").format(n=LONGEST))
    if any(ord(sign) < 32 for sign in password):
        faults.append(_("Use only signs that can be typed."))
    if faults:
        raise BadInput(" ".join([_("The password is too weak."), *faults]))


def encrypt(plain: Path, sealed: Path, password: str) -> None:
    """Write the finished workbook `plain` encrypted to `sealed` and remove it. The library holds it in memory, about
    four times its size on disk."""
    from msoffcrypto.format.ooxml import OOXMLFile

    try:
        with plain.open("rb") as source, sealed.open("wb") as target:
            OOXMLFile(source).encrypt(password, target)
    finally:
        plain.unlink(missing_ok=True)
