"""What each option and value of a command means, said once for all commands that share it.

A name means the same in every command; where one means something of its own, the command is named with it. Words that a
command gives its option itself come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_type_hints

from cyclopts import App, Parameter

from supervisor.language import _


def explain(app: App) -> None:
    """Give every value and option of a command tree the words that `--help` shows for it."""
    shared, own = _shared(), _own()
    for path, command in _commands(app):
        hints = get_type_hints(command, include_extras=True)
        command.__annotations__ = {
            name: hint if name == "return" else _worded(hint, _words(path, name, shared, own))
            for name, hint in hints.items()
        }


def _worded(hint: Any, words: str) -> Any:
    told = any(isinstance(one, Parameter) and one.help for one in getattr(hint, "__metadata__", ()))
    return hint if told or not words else Annotated[hint, Parameter(help=words)]


def _words(path: str, name: str, shared: dict[str, str], own: dict[tuple[str, str], str]) -> str:
    group = path.partition(" ")[0]
    return own.get((path, name)) or own.get((group, name)) or shared.get(name, "")


def _commands(app: App, path: str = "") -> Iterator[tuple[str, Any]]:
    for name in app:
        if name.startswith("-"):
            continue
        inner, here = app[name], f"{path} {name}".strip()
        if inner.default_command is not None:
            yield here, inner.default_command
        yield from _commands(inner, here)


def _own() -> dict[tuple[str, str], str]:
    return {
        ("actions", "wanted"): _("number of the action"),
        ("appraisal", "wanted"): _("number of the appeal"),
        ("complaints", "wanted"): _("number of the complaint"),
        ("inspect", "wanted"): _("number of the inspection, or its beginning"),
        ("meetings", "wanted"): _("number of the meeting"),
        ("promises", "wanted"): _("number of the promise"),
        ("report", "wanted"): _("number of the inspection, or its beginning"),
        ("meetings request", "place"): _("place it at once"),
        ("meetings request", "people"): _("staff numbers parted by commas; without it everybody"),
        ("dispatch plan", "incident"): _("kind of the incident, by code"),
        ("traffic sight", "service_class"): _("code of a class of service; without it all"),
        ("roster away", "last"): _("the last day; without it the first one alone"),
    }


def _shared() -> dict[str, str]:
    return {
        "json": _("the answer as JSON, for programs"),
        "force": _("write over a file that is there"),
        "week": _("any day of the week meant, as 2026-11-25; without it this week"),
        "day": _("the day, as 2026-11-25; without it today"),
        "date": _("the day, as 2026-11-25; without it today"),
        "first": _("the first day, as 2026-11-01"),
        "last": _("the last day, as 2026-11-30"),
        "month": _("the month, as 2026-11"),
        "at": _("the time, as 2026-11-25T10:30; without it now"),
        "today": _("the day that counts as today, as 2026-11-20"),
        "due": _("the day until which it is to be done, as 2026-11-30"),
        "valid_from": _("the first day it holds, as 2026-12-01; without it today"),
        "first_day": _("number of the first day to forecast"),
        "last_day": _("number of the last day to forecast"),
        "days": _("how many days"),
        "months": _("how many months of made-up customers"),
        "minutes": _("how long it lasts, in minutes"),
        "quarters": _("how far to look ahead, in quarter-hours"),
        "reason": _("the reason, which is kept"),
        "note": _("a remark, which is kept"),
        "text": _("what is said, in words"),
        "result": _("what came of it"),
        "outcome": _("how it ended, in words"),
        "person": _("staff number or name"),
        "no": _("staff number"),
        "owner": _("staff number of who answers for it"),
        "doer": _("staff number of who does it"),
        "about": _("staff number of the person it is about"),
        "people": _("staff numbers parted by commas"),
        "role": _("everybody with this job"),
        "skill": _("everybody with this skill, by its code"),
        "post": _("code of the post"),
        "incident": _("number or kind of the incident; without it the one that runs"),
        "waiting": _("who waits, by class, as cash=14,guide=9"),
        "item": _("code of the item of the check-list"),
        "code": _("code of the check-list"),
        "template": _("code of the check-list"),
        "place": _("where it took place"),
        "source": _("how it was seen: on_site, video and the like"),
        "kind": _("its kind, by code"),
        "severity": _("minor, serious or grave"),
        "title": _("what it is called"),
        "path": _("file of the book, or address of an empty database"),
        "directory": _("folder to put it in"),
        "file": _("file to read"),
        "files": _("files to read"),
        "columns": _("which column is which, as number=票号,arrived=取号时间"),
        "branch": _("name of the branch"),
        "manager": _("name of the branch manager"),
        "login": _("login of the branch manager"),
        "zone": _("time zone of the branch"),
        "seed": _("number from which chance begins; the same gives the same sample"),
        "full": _("recompute the pictures, too"),
        "check": _("only look: nothing is taken in"),
        "without_refused": _("take in the rest although cells are refused"),
        "apply": _("write it; without this it is only shown"),
        "publish": _("announce the plan to the people"),
        "send": _("order all proposed moves at once"),
        "drill": _("it is a drill"),
        "everything": _("closed ones, too"),
        "others_pass": _("all items not named were in order"),
        "upheld": _("whether the appeal is upheld"),
        "uphold": _("whether the appeal is upheld"),
        "evidence": _("the event it is about, as `score --json` names it"),
        "channel": _("how it came in: spoken, hotline, letter and the like"),
        "class_code": _("class of the complaint, by code"),
        "cause_code": _("cause of the complaint, by code"),
        "name": _("name of the customer; it is sealed"),
        "phone": _("telephone of the customer; it is sealed"),
        "new": _("how many new comments stand in the book"),
        "answered": _("how many of them are answered in the book"),
        "number": _("its number"),
        "rule": _("number of the rule"),
        "conflict": _("number of the contradiction"),
        "wish": _("a wished start, as 2026-11-25T10:00"),
        "each_day": _("one sitting on each day"),
        "may_split": _("it may be held in two batches"),
        "outside": _("never within opening hours"),
    }
