"""What the commands of corrective actions share: naming one, pictures, and words of places."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from supervisor.cli.context import day_of, one_of, opened, say
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.actions.records import Action
    from supervisor.journal import Reader

Photos = Annotated[list[Path] | None, Parameter(name="--photo", help="picture to attach; may be given several times")]
Note = Annotated[str, Parameter(help="remark, opinion or reason")]
Due = Annotated[str | None, Parameter(help="day as 2026-11-22")]
Only = Annotated[bool, Parameter(negative=())]


def seen_by(app: Any, r: Reader, found: list[Action]) -> list[Action]:
    from supervisor.actions.privacy import seen

    return seen(r, app.actor, found)


def subject_of(app: Any, r: Reader, wanted: str) -> str:
    """The action of a number, as far as the person may know of it. Raises BadInput."""
    from supervisor.actions import ledger

    return one_of(seen_by(app, r, ledger.actions(r)), wanted, _("action")).subject


def do(wanted: str, work: Any, said: str = "") -> int:
    """Give `work` the open book, the actor and the action's subject."""
    with opened() as app:
        with app.read() as r:
            subject = subject_of(app, r, wanted)
        work(app.book, app.actor, subject)
    say(said or _("Recorded."))
    return 0


def pictures_in(files: list[Path] | None) -> tuple[bytes, ...]:
    """The pictures as the desktop keeps them: upright, small, without place and camera. Raises BadInput."""
    if not files:
        return ()
    from supervisor.desktop.pictures import shrunk_file

    return tuple(shrunk_file(file) for file in files)


def place_names(r: Reader) -> dict[str, str]:
    from supervisor.branch.ledger import names as named
    from supervisor.branch.ledger import posts

    return {p.subject: str(p.name) for p in posts(r)} | {f"zone:{z.code}": str(z.name) for z in named(r, "zone")}


def until_of(due: str | None) -> date | None:
    """The day given, None for none. Raises BadInput."""
    return day_of(due, date.min) if due else None


def staff_numbers(r: Reader) -> dict[str, str]:
    from supervisor.branch.ledger import people

    return {p.subject: p.no for p in people(r, active_only=False)}
