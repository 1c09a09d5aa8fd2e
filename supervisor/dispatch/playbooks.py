"""Playbooks: what is to be done in each kind of incident, by whom and when, as data.

A playbook says which share of each class cannot be served (which the optimiser needs), the timed steps with their
owner's role, the notice to customers, what stops, what may never stop, when head office is told, and the restart.
Files lie in `resources/playbooks/<kind>.json` and can be edited; they are read by kind, no kind is known to the code.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.language import Words, _
from supervisor.language.json_words import json_fault

PLAYBOOK_SCHEMA = "playbook/1"
OWNERS: dict[str, Words] = {
    "manager": Words("支行长", "Branch manager"),
    "commander": Words("现场指挥", "Commander"),
    "supervisor": Words("主管", "Supervisor"),
    "lobby_manager": Words("大堂经理", "Lobby manager"),
    "teller": Words("柜员", "Teller"),
    "caller": Words("叫号员", "Caller"),
}
"""Names of the owners of steps; a playbook may use others, which are shown as written."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step: due so many minutes after the incident began (`restart` steps: after it ended)."""

    code: str
    after_minutes: int
    owner: str
    text: Words
    restart: bool = False


class Playbook(msgspec.Struct, frozen=True, kw_only=True):
    """Everything to be done in one kind of incident. `share_stopped` and `arrivals_factor` by service class; `*` is any
    other class and `guide` the class of the lobby guides, whatever its code."""

    kind: str
    name: Words
    steps: tuple[Step, ...]
    notice: Words
    stops: tuple[Words, ...]
    never_stops: tuple[Words, ...]
    other_channels: tuple[Words, ...] = ()
    head_office: Words = Words("")
    head_office_after_minutes: int = 30
    share_stopped: dict[str, float] = {}
    arrivals_factor: dict[str, float] = {}
    schema: str = PLAYBOOK_SCHEMA

    def share_of(self, service_class: str, guide_class: str) -> float:
        """Share of the class that cannot be served, 0..1."""
        return _of(self.share_stopped, service_class, guide_class, 0.0)

    def factor_of(self, service_class: str, guide_class: str) -> float:
        """What the forecast of the class is multiplied with."""
        return _of(self.arrivals_factor, service_class, guide_class, 1.0)


def _of(table: dict[str, float], service_class: str, guide_class: str, otherwise: float) -> float:
    if service_class in table:
        return table[service_class]
    if service_class == guide_class and "guide" in table:
        return table["guide"]
    return table.get("*", otherwise)


def read_playbook(data: bytes, file: str = "") -> Playbook:
    """Read and check a playbook. Raises BadInput naming what does not fit."""
    try:
        found = msgspec.json.decode(data, type=Playbook)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(_("This is not a playbook."), (json_fault(fault, data, file),)) from fault
    faults = []
    if found.schema != PLAYBOOK_SCHEMA:
        faults.append(Fault(f"schema {found.schema!r}", f"write {PLAYBOOK_SCHEMA!r}", file=file))
    codes = [step.code for step in found.steps]
    faults.extend(
        Fault(_("Step code {code} stands twice.").format(code=code), file=file)
        for code in sorted({c for c in codes if codes.count(c) > 1})
    )
    for where, share in found.share_stopped.items():
        if not 0 <= share <= 1:
            faults.append(Fault(f"share_stopped[{where!r}] = {share}", _("Write a share from 0 to 1."), file=file))
    for where, factor in found.arrivals_factor.items():
        if factor < 0:
            faults.append(Fault(f"arrivals_factor[{where!r}] = {factor}", _("Write 0 or more."), file=file))
    if faults:
        raise BadInput(_("This is not a playbook."), tuple(faults))
    return found


@cache
def shipped() -> dict[str, Playbook]:
    """The playbooks that came with the program, by kind."""
    folder = files("resources") / "playbooks"
    found = {}
    for one in sorted(folder.iterdir(), key=lambda item: item.name):
        if one.name.endswith(".json"):
            book = read_playbook(one.read_bytes(), one.name)
            found[book.kind] = book
    return found


def playbook(kind: str, folder: Path | None = None) -> Playbook:
    """The playbook of a kind; the branch's own in `folder` wins over the one shipped. A kind without any gets an empty
    one, so that nobody is left with an empty screen."""
    if folder is not None and (folder / f"{kind}.json").is_file():
        return read_playbook((folder / f"{kind}.json").read_bytes(), f"{kind}.json")
    return shipped().get(kind) or Playbook(
        kind=kind, name=Words(kind, kind), steps=(), notice=Words(""), stops=(), never_stops=()
    )
