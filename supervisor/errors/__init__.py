"""Errors a person can mend, apart from bugs.

Everything raised on purpose towards a person is a `Problem`; it says what happened, what was kept and what to
do, and carries the exit code of the CLI contract. Any other exception is a bug and is shown as one.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from supervisor.language import _


class Problem(Exception):
    """Something a person can understand and mend. `exit_code` is the CLI's."""

    exit_code = 2


@dataclass(frozen=True)
class Fault:
    """One fault in a file somebody brought: where it is, what is wrong and what to write instead."""

    problem: str
    cure: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0  # 1-based as Excel shows it; 0 where the fault has no row
    column: str = ""

    def __str__(self) -> str:
        chinese = any("一" <= sign <= "鿿" for sign in self.problem + self.cure)
        chinese = chinese and not self.problem.endswith(".")  # an English sentence may name something Chinese
        row = str(self.row or "")
        place = " ".join(
            part
            for part in (
                self.file,
                f"[{self.sheet}]" if self.sheet else "",
                f"{self.column}{row}" if self.column else f"第 {row} 行" if chinese and row else row,
            )
            if part
        )
        if not chinese:
            return " ".join(part for part in (f"{place}:" if place else "", self.problem, self.cure) if part)
        stop = "。" if self.problem and self.cure and self.problem[-1] not in "。！？；：" else ""
        return (f"{place}：" if place else "") + self.problem + stop + self.cure


class BadInput(Problem):
    """Bad usage or bad input (exit 2); `faults` name file, sheet, row, column and the cure."""

    exit_code = 2

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__("\n".join([message, *map(str, faults)]) if faults else message)
        self.faults = faults


class NeedsPassword(BadInput):
    """A file opens with its password only, and none was given: who can ask for it asks."""


class Refused(Problem):
    """Refused by a rule of the branch: no right, locked month, two people needed (exit 3)."""

    exit_code = 3


class Damaged(Problem):
    """The record itself does not prove: integrity failure (exit 4)."""

    exit_code = 4


def why_unread(error: OSError | ValueError) -> str:
    """Why a file cannot be read, in the language in force: the system says it in English."""
    code = getattr(error, "errno", None)
    if code in (errno.EACCES, errno.EPERM):
        return _("it is not yours to read")
    if code in (errno.ENOENT, errno.ENOTDIR):
        return _("there is no such file")
    if code == errno.EISDIR:
        return _("it is a folder")
    if isinstance(error, UnicodeDecodeError):
        return _("it is no text in UTF-8")
    if code == errno.ENAMETOOLONG or isinstance(error, ValueError):
        return _("no file can be called so")
    return _("the disk or the network does not answer")


def why_unwritten(error: OSError) -> str:
    """Why a file cannot be written, in the language in force."""
    code = error.errno
    if code in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _("the disk is full")
    if code == errno.EFBIG:
        return _("the file is larger than this disk takes")
    if code in (errno.ENOENT, errno.ENOTDIR, errno.EEXIST):  # a file where a folder should be, too
        return _("there is no such folder")
    if code == errno.ENAMETOOLONG:
        return _("the name is too long")
    if code == errno.EISDIR:
        return _("a folder has this name")
    if code in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY):
        return _("the folder is read-only or not yours to write")
    return _("the disk or the network does not answer")
