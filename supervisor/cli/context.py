"""What every command shares: which book, in whose name, how answers are printed."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from cyclopts import Parameter

from supervisor.errors import BadInput, Refused
from supervisor.language import _

if TYPE_CHECKING:  # `--help` and a mistyped option must not wait for the database
    from supervisor.app import App
    from supervisor.journal import Reader

Output = Annotated[Path, Parameter(name=["--output", "-o"], help="file to write")]
OptionalOutput = Annotated[Path | None, Parameter(name=["--output", "-o"], help="file to write")]

MANY_ROWS = 2_000  # from which a table is written line by line


MOST_NAMED = 8  # of several that a short name fits
FIRST_YEAR, LAST_YEAR = 1900, 2999  # what a person may mean by a date


@dataclass
class Context:
    """The options that stand before the command."""

    where: str | None = None
    login: str | None = None
    _passphrase: str | None = field(default=None, repr=False)

    @property
    def book(self) -> str:
        """The book's path or URL."""
        from supervisor.app import default_book

        return self.where or str(default_book())

    def passphrase(self) -> str | None:
        """From SUPERVISOR_PASSPHRASE, or asked for when the book is keyed and somebody is there to answer."""
        return self.passphrase_of(self.book)

    def passphrase_of(self, where: str | Path) -> str | None:
        """The same for another file than the book of this call (a backup of it)."""
        from supervisor.journal import is_keyed, is_url

        given = os.environ.get("SUPERVISOR_PASSPHRASE") or self._passphrase
        if given or is_url(where):
            return given or None
        if is_keyed(where) and sys.stdin.isatty():
            import getpass

            self._passphrase = getpass.getpass(_("Passphrase of {book}: ").format(book=Path(where).name))
        return self._passphrase

    @contextmanager
    def app(self) -> Iterator[App]:
        """The open book with whoever is logged in: `--login` (password from SUPERVISOR_PASSWORD or a prompt)."""
        from supervisor.app import App

        app = App.open(self.book, self.passphrase())
        try:
            if self.login:
                password = os.environ.get("SUPERVISOR_PASSWORD", "")
                if not password and sys.stdin.isatty():
                    import getpass

                    password = getpass.getpass(_("Password of {login}: ").format(login=self.login))
                app.log_in(self.login, password)
            yield app
        finally:
            app.close()


CONTEXT = Context()


@contextmanager
def opened() -> Iterator[App]:
    """The open book of this call."""
    with CONTEXT.app() as app:
        yield app


@contextmanager
def reading(*, people: bool = False) -> Iterator[tuple[App, Reader]]:
    """The open book and a snapshot for a person who may read the branch, and with `people` what was found about each
    person in it."""
    from supervisor.access import Right, require

    with opened() as app, app.read() as r:
        require(r, app.actor, Right.READ_PEOPLE if people else Right.READ_BRANCH)
        yield app, r


def some(files: Sequence[Path]) -> None:
    """Refuse a command about files that names none: nothing done must not look like done."""
    if not files:
        raise BadInput(_("Name at least one file."))


def emit(schema: str, version: int, document: dict[str, Any]) -> None:
    """One JSON document on stdout, with its schema's name and version (docs/formats.md)."""
    body = {"schema": schema, "version": version, **msgspec.to_builtins(document, enc_hook=_plain)}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(body, enc_hook=_plain), indent=2).decode() + "\n")


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)


def say(text: str) -> None:
    """One line for a person."""
    sys.stdout.write(seen(text) + "\n")


def seen(text: str) -> str:
    """Text as a terminal may show it: letters that would command the terminal, or turn the direction of writing, stand
    by their numbers. Lines and tabs stay."""
    if text.isprintable():
        return text
    return "".join(
        f"<U+{ord(one):04X}>" if one not in "\n\t" and unicodedata.category(one) in ("Cc", "Cf", "Cs") else one
        for one in text
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "") -> None:
    """A table for a person; `empty` is said when there is nothing."""
    rows = [[("" if cell is None else seen(str(cell))) for cell in row] for row in rows]
    if not rows:
        say(empty or _("Nothing to show."))
        return
    if len(rows) > MANY_ROWS:
        _say_many([list(headings), *rows])
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))  # as it stands: a text in brackets is no markup
    width = None if sys.stdout.isatty() else 200
    Console(file=sys.stdout, width=width, highlight=False).print(shown)


def _say_many(rows: Sequence[Sequence[str]]) -> None:
    """Lines under each other without breaking long ones: a hundred thousand take seconds, not a minute."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def day_of(text: str | None, default: date) -> date:
    """A date as 2026-11-22. Raises BadInput."""
    if not text:
        return default
    try:
        return _in_reach(date.fromisoformat(text))
    except ValueError:
        raise BadInput(_("{text} is no date; write it as 2026-11-22.").format(text=text)) from None


def _in_reach(day: date) -> date:
    """The day, when a week or a year before and after it are days too. Raises ValueError."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def month_of(text: str) -> str:
    """A month as 2026-11. Raises BadInput."""
    try:
        return _in_reach(date.fromisoformat(f"{text}-01")).isoformat()[:7]
    except ValueError:
        raise BadInput(_("{text} is no month; write it as 2026-11.").format(text=text)) from None


def instant_of(app: App, text: str | None, day: date | None = None) -> datetime:
    """A time as 10:30 (of `day`, default today) or 2026-11-22T10:30, in the branch's zone. Raises BadInput."""
    if not text:
        return app.book.now()
    today = day or app.book.now().astimezone(app.book.zone).date()
    try:
        full = text if "T" in text or " " in text else f"{today.isoformat()}T{text}"
        moment = datetime.fromisoformat(full)
        _in_reach(moment.date())
    except ValueError:
        raise BadInput(_("{text} is no time; write it as 10:30 or 2026-11-22T10:30.").format(text=text)) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=app.book.zone)).astimezone(UTC)


def minute_text(minute: int) -> str:
    """Minutes after midnight as 10:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def one_of(found: Sequence[Any], wanted: str, what: str) -> Any:
    """The one record whose subject or number is, begins or ends with `wanted`. Raises BadInput with the choice."""
    exact = [x for x in found if wanted in (x.subject, getattr(x, "number", None), getattr(x, "no", None))]
    if not exact and wanted.isascii() and wanted.isdigit():  # the serial at the end of a number goes before its letters
        exact = [x for x in found if serial_of(str(getattr(x, "number", ""))) == int(wanted)]
    near = exact or [x for x in found if wanted and (wanted in x.subject or wanted in str(getattr(x, "number", "")))]
    if len(near) == 1:
        return near[0]
    if not near:
        raise BadInput(_("There is no {what} {wanted}.").format(what=what, wanted=wanted))
    raise BadInput(several_fit(wanted, [str(getattr(x, "number", x.subject)) for x in near]))


def several_fit(wanted: str, which: Sequence[str]) -> str:
    """What is said where a short name means several things: all of them, as far as they fit on a line."""
    shown = _(", ").join(which[:MOST_NAMED]) + ("…" if len(which) > MOST_NAMED else "")
    words = _("{wanted} fits {count} of them: {which}. Name it more fully.")
    return words.format(wanted=wanted, count=len(which), which=shown)


def serial_of(number: str) -> int:
    """The figures at the end of a visible number; -1 where it has none."""
    last = number.rpartition("-")[2]
    return int(last) if last.isascii() and last.isdigit() else -1


def person_of(r: Reader, wanted: str) -> str:
    """A person's subject from a staff number, a name or the subject. Raises BadInput."""
    from supervisor.branch.ledger import people

    found = [p for p in people(r) if wanted in (p.no, p.name, p.subject)]
    if len(found) != 1:
        raise BadInput(_("There is no one person {wanted}; give the staff number.").format(wanted=wanted))
    return found[0].subject


def names(r: Reader) -> dict[str, str]:
    """Person subject -> name, of everybody who ever worked here."""
    from supervisor.branch.ledger import people

    return {p.subject: p.name for p in people(r, active_only=False)}


def refuse_existing(path: Path, force: bool) -> None:
    """Refuse to write over a file unless told to."""
    if os.path.exists(path) and not force:  # Path.exists raises for a name that no file can have
        raise Refused(_("{path} exists; name another file or add --force.").format(path=path))


def workbook_name(output: Path, force: bool) -> None:
    """Refuse a name that no workbook has, or that of a file there is, unless told to."""
    if output.suffix.lower() != ".xlsx":
        raise BadInput(_("{file}: name it with .xlsx.").format(file=output))
    refuse_existing(output, force)


def write_out(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, and say its name. Raises BadInput when the place cannot be written."""
    from reports.writing import whole

    with whole(path) as target:
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    say(str(path))
