"""Playbooks: what is to be done in each kind of incident, by whom and when, as data.

A playbook says which share of each class cannot be served (which the optimiser needs), the timed steps with their
owner's role, the notice to customers, what stops, what may never stop, when head office is told, and the restart.
Files lie in `resources/playbooks/<kind>.json`, no kind is known to the code. A branch edits them: its own version is
an entry of the journal, kept whole by its digest (`service.change_playbook`), and each incident keeps the one that it
began with.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.errors.json_words import json_fault
from supervisor.language import Words, _, language

PLAYBOOK_SCHEMA = "playbook/1"
STILL_OPEN = 30  # minutes: nobody is sent to a branch that closes sooner
MOST_MINUTES = 7 * 24 * 60  # a step may be due days after, not years
OWNERS: dict[str, Words] = {
    "manager": Words("支行长", "Branch manager"),
    "commander": Words("现场指挥", "Commander"),
    "supervisor": Words("主管", "Supervisor"),
    "lobby_manager": Words("大堂经理", "Lobby manager"),
    "teller": Words("柜员", "Teller"),
    "caller": Words("叫号员", "Caller"),
    "guard": Words("保安", "Guard"),
    "complaint_handler": Words("投诉管理人", "Complaint handler"),
}
"""Names of the owners of steps; a playbook may use others, which are shown as written."""


MAY_SUSPEND = ("briefing", "evening", "ad_hoc", "training", "stock_taking", "review")
"""Kinds of meeting that a playbook may suspend. Cash counts and maintenance windows are not among them."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step: due so many minutes after the incident began (`restart` steps: after it ended). `suspends`: ticking it
    suspends the meetings that the playbook names."""

    code: str
    after_minutes: int
    owner: str
    text: Words
    restart: bool = False
    suspends: bool = False


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """When the program offers to declare this kind by itself (only `surge` is watched).

    `waiting`: customers in the hall, all classes together; 0: not watched. `wait_factor`: a customer who comes now
    would wait longer than so many times the target of his class. `forecast_factor`: the same of a quarter-hour that
    begins within `ahead_minutes`. Factors of 0 are not watched.
    """

    waiting: int = 0
    wait_factor: float = 1.0
    forecast_factor: float = 1.5
    ahead_minutes: int = 60


class Nearby(msgspec.Struct, frozen=True, kw_only=True):
    """Another branch to which customers may be sent: how far it is, its telephone, until when it is open (minutes after
    midnight); 0 and empty where nobody said so."""

    name: str
    metres: int = 0
    phone: str = ""
    until_minute: int = 0

    def words(self) -> Words:
        """One line for a notice and for the guide."""
        zh, en = [], []
        if self.metres:
            far = f"{self.metres} 米" if self.metres < 1000 else f"{self.metres / 1000:g} 公里"
            zh.append(f"约 {far}")
            en.append(f"about {self.metres} m" if self.metres < 1000 else f"about {self.metres / 1000:g} km")
        if self.phone:
            zh.append(f"电话 {self.phone}")
            en.append(f"telephone {self.phone}")
        if self.until_minute:
            until = f"{self.until_minute // 60:02d}:{self.until_minute % 60:02d}"
            zh.append(f"营业至 {until}")
            en.append(f"open until {until}")
        return Words(
            self.name + (f"（{'，'.join(zh)}）" if zh else ""), self.name + (f" ({', '.join(en)})" if en else "")
        )


class Playbook(msgspec.Struct, frozen=True, kw_only=True):
    """Everything to be done in one kind of incident. `share_stopped` and `arrivals_factor` by service class; `*` is any
    other class and `guide` the class of the lobby guides, whatever its code. Of those whose service is stopped the
    share `leaves` goes home at once and `diverts` says, class by class, which share turns to which other class; the
    rest asks the guide; `shares_source` says where these shares come from. `suspends` are the kinds of meeting that
    give way (of `MAY_SUSPEND`). `nearby` are branches to which customers may be sent, the nearest first."""

    kind: str
    name: Words
    steps: tuple[Step, ...]
    notice: Words
    notice_heading: Words = Words("敬告客户", "Notice to customers")
    stops: tuple[Words, ...] = ()
    never_stops: tuple[Words, ...] = ()
    other_channels: tuple[Words, ...] = ()
    head_office: Words = Words("")
    head_office_after_minutes: int = 30
    share_stopped: dict[str, float] = {}
    arrivals_factor: dict[str, float] = {}
    leaves: dict[str, float] = {}
    diverts: dict[str, dict[str, float]] = {}
    shares_source: Words = Words("")
    nearby: tuple[Nearby, ...] = ()
    offer: Offer = Offer()
    suspends: tuple[str, ...] = MAY_SUSPEND
    schema: str = PLAYBOOK_SCHEMA

    def share_of(self, service_class: str, guide_class: str) -> float:
        """Share of the class that cannot be served, 0..1."""
        return _of(self.share_stopped, service_class, guide_class, 0.0)

    def leaves_of(self, service_class: str, guide_class: str) -> float:
        """Share of the class's stopped customers that goes home at once, 0..1."""
        return _of(self.leaves, service_class, guide_class, 0.0)

    def diverts_of(self, service_class: str, known: Collection[str]) -> dict[str, float]:
        """Shares of the class's stopped customers by the class (of those known) that they turn to."""
        shares = self.diverts.get(service_class, self.diverts.get("*", {}))
        return {other: share for other, share in shares.items() if other in known and other != service_class}

    def nearby_at(self, minute: int) -> tuple[Nearby, ...]:
        """Branches that are still open for a while at a minute of the day; where nobody said until when, it stays."""
        return tuple(one for one in self.nearby if not one.until_minute or one.until_minute - minute >= STILL_OPEN)

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
    faults = _faults(found, file)
    if faults:
        raise BadInput(_("This is not a playbook."), tuple(faults))
    return found


def to_json(playbook: Playbook) -> bytes:
    """A playbook as the bytes that are kept and taken out: indented, so that people can read and change it."""
    return msgspec.json.format(msgspec.json.encode(playbook), indent=1) + b"\n"


def _faults(found: Playbook, file: str) -> list[Fault]:
    """What does not fit, every fault at once."""
    faults = []
    if found.schema != PLAYBOOK_SCHEMA:
        faults.append(Fault(f"schema {found.schema!r}", f"write {PLAYBOOK_SCHEMA!r}", file=file))
    if not found.name.zh.strip() and not found.name.en.strip():
        faults.append(Fault(_("The playbook has no name."), file=file))
    codes = [step.code for step in found.steps]
    faults.extend(
        Fault(_("Step code {code} stands twice.").format(code=code), file=file)
        for code in sorted({c for c in codes if codes.count(c) > 1})
    )
    for place, step in enumerate(found.steps, 1):
        said = _("Step {n}: ").format(n=place)
        if not step.code.strip():
            faults.append(Fault(said + _("it has no code."), file=file))
        if not str(step.text).strip():
            faults.append(Fault(said + _("nothing is written."), _("Write what is to be done."), file=file))
        if not step.owner.strip():
            faults.append(Fault(said + _("nobody owns it."), _("Name who does it."), file=file))
        if not 0 <= step.after_minutes <= MOST_MINUTES:
            cure = _("Write minutes from 0 to {n}.").format(n=MOST_MINUTES)
            faults.append(Fault(f"{said}after_minutes = {step.after_minutes}", cure, file=file))
    if not 0 <= found.head_office_after_minutes <= MOST_MINUTES:
        wrong = f"head_office_after_minutes = {found.head_office_after_minutes}"
        faults.append(Fault(wrong, _("Write minutes from 0 to {n}.").format(n=MOST_MINUTES), file=file))
    for where, share in found.share_stopped.items():
        if not 0 <= share <= 1:
            faults.append(Fault(f"share_stopped[{where!r}] = {share}", _("Write a share from 0 to 1."), file=file))
    for where in sorted({*found.leaves, *found.diverts}):
        shares = (found.leaves.get(where, found.leaves.get("*", 0.0)), *found.diverts.get(where, {}).values())
        if min(shares) < 0 or sum(shares) > 1 + 1e-9:
            cure = _("Write shares from 0 to 1, together at most 1.")
            faults.append(Fault(f"leaves, diverts[{where!r}] = {shares}", cure, file=file))
    for where, factor in found.arrivals_factor.items():
        if factor < 0:
            faults.append(Fault(f"arrivals_factor[{where!r}] = {factor}", _("Write 0 or more."), file=file))
    faults.extend(
        Fault(f"suspends {kind!r}", _("Write one of: {kinds}.").format(kinds=", ".join(MAY_SUSPEND)), file=file)
        for kind in found.suspends
        if kind not in MAY_SUSPEND
    )
    for place, one in enumerate(found.nearby, 1):
        said = _("Nearby branch {n}: ").format(n=place)
        if not one.name.strip():
            faults.append(Fault(said + _("it has no name."), _("Write its name."), file=file))
        if one.metres < 0 or not 0 <= one.until_minute <= 24 * 60:
            faults.append(Fault(f"{said}{one.metres}, {one.until_minute}", _("Write 0 or more."), file=file))
    offer = found.offer
    if min(offer.waiting, offer.wait_factor, offer.forecast_factor, offer.ahead_minutes) < 0:
        faults.append(Fault("offer", _("Write 0 or more."), file=file))
    return faults


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


def playbook(kind: str) -> Playbook:
    """The playbook of a kind that came with the program. A kind without any gets an empty one, so that nobody is left
    with an empty screen."""
    return shipped().get(kind) or Playbook(kind=kind, name=Words(kind, kind), steps=(), notice=Words(""))


def reworded(before: Words, text: str) -> Words:
    """A text changed in the language in force. Chinese is the one that is printed and said: a new Chinese text stands
    alone until somebody writes it in English, a new English one leaves the Chinese as it is."""
    text = text.strip()
    if text == str(before):
        return before
    if language() == "zh" or not before.zh:
        return Words(text, "")
    return Words(before.zh, text)
