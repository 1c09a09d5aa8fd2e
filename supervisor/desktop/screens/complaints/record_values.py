"""What stands in the form of a complaint, as the command takes it; a fault is said of its field. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from supervisor.branch.faults import WrongField
from supervisor.language import _

CONTACT = ("name", "phone", "mail", "address")
MOST_REPRESENTATIVES = 5


@dataclass(frozen=True)
class Known:
    """What the form offers, read once on the pool."""

    now: datetime
    actor: str
    classes: tuple[tuple[str, str], ...]
    causes: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    zones: tuple[tuple[str, str], ...]
    managers: frozenset[str]
    draft: str = ""  # the subject of a draft that waits
    drafted: Any = None  # when it was put aside, and what stands in it
    left: Any = None


def read_known(reader: Any, actor: str) -> Known:
    """On the pool: what the form offers, with the draft that its writer left behind."""
    from supervisor.access import Role
    from supervisor.access.ledger import users
    from supervisor.branch.ledger import names, people
    from supervisor.complaints.ledger import tree
    from supervisor.complaints.taking.ledger import drafts
    from supervisor.complaints.taking.service import open_draft
    from supervisor.desktop.screens.complaints.tree_box import tree_options

    waiting = next(iter(drafts(reader, actor)), None)
    return Known(
        now=reader.now.astimezone(reader.zone),
        actor=actor,
        classes=tree_options(tree(reader, "class")),
        causes=tree_options(tree(reader, "cause")),
        people=tuple((p.subject, f"{p.name} {p.no}") for p in people(reader)),
        zones=tuple((one.code, str(one.name)) for one in names(reader, "zone")),
        managers=frozenset(u.person for u in users(reader, active_only=True) if Role.MANAGER in u.roles),
        draft=waiting.subject if waiting is not None else "",
        drafted=waiting.at.astimezone(reader.zone) if waiting is not None else None,
        left=open_draft(reader, actor, waiting.subject) if waiting is not None else None,
    )


def given_by(v: Mapping[str, Any], shown: datetime, zone: Any) -> dict[str, Any]:
    """The arguments of `take_down`. `shown` is the time that the form began with: unchanged it means now."""
    from supervisor.complaints.taking.service import Settled
    from supervisor.complaints.texts.masking import Contact

    if not v["text"]:
        raise WrongField("text", _("Write what happened."))
    for field, words in (
        ("class_code", _("Choose what business it is about.")),
        ("cause_code", _("Choose the cause.")),
    ):
        if not v[field]:
            raise WrongField(field, words)
    if v["channel"] == "hotline" and not v["verified"]:
        raise WrongField("verified", _("A call handed over by the hotline: confirm that the caller was verified."))
    given: dict[str, Any] = {
        "channel": v["channel"], "text": v["text"], "class_code": v["class_code"], "cause_code": v["cause_code"],
        "wish": v["wish"], "person": _somebody("person", v["person"]),
        "first_taker": _somebody("first_taker", v["first_taker"]) , "contact": Contact(*(v[name] for name in CONTACT)),
        "caller_verified": v["channel"] == "hotline" and v["verified"], "files": v["files"],
    }  # fmt: skip
    if (v["day"], v["minute"]) != (shown.date(), _minute(shown)):
        given["received"] = instant_of(v["day"], v["minute"], zone)
    if v["zone"]:
        given["zone"] = v["zone"]
    if v["other_time"]:
        given["occurred"] = instant_of(v["occurred_day"], v["occurred_minute"], zone)
        if given["occurred"] > given.get("received", shown.replace(second=59)):
            raise WrongField("occurred_day", _("It cannot have happened after it was heard: check date and time."))
    if v["is_group"]:
        given |= _group(v)
    if v["settled"]:
        given["settled"] = _settled(v, Settled, None if _as_shown(v, shown) else v["settled_minute"], zone)
    return given


def _group(v: Mapping[str, Any]) -> dict[str, Any]:
    speakers = v["representatives"]
    if not speakers:
        raise WrongField("representatives", _("A group names who speaks for it: write at least one representative."))
    if any(not one.name.strip() for one in speakers):
        raise WrongField("representatives", _("Write the name of each representative."))
    if len(speakers) > v["group_size"]:
        raise WrongField("group_size", _("There are more representatives than customers."))
    return {"group_size": v["group_size"], "representatives": speakers}


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _as_shown(v: Mapping[str, Any], shown: datetime) -> bool:
    """Whether hearing and settling are left at the time that the form began with: it is now."""
    return (v["day"], v["minute"], v["settled_minute"]) == (shown.date(), _minute(shown), _minute(shown))


def _settled(v: Mapping[str, Any], settled: Any, minute: int | None, zone: Any) -> Any:
    for field, words in (
        ("facts", _("Write the facts that were found.")),
        ("answer", _("Write the answer that the customer was given.")),
    ):
        if not v[field]:
            raise WrongField(field, words)
    if v["at_fault"] and not v["apologised"]:
        raise WrongField("apologised", _("The bank is at fault: apologise to the customer first and tick it."))
    if v["at_fault"] and not v["measure"]:
        raise WrongField("measure", _("The bank is at fault: write the measure that keeps it from happening again."))
    if v["accepted"] is None:
        raise WrongField("accepted", _("Say whether the customer accepts it: he was asked on the spot."))
    return settled(
        at_fault=v["at_fault"], facts=v["facts"], answer=v["answer"], measure=v["measure"] if v["at_fault"] else "",
        apologised=v["at_fault"] and v["apologised"], accepted=v["accepted"],
        at=None if minute is None else instant_of(v["day"], minute, zone),
    )  # fmt: skip


def instant_of(day: date, minute: int, zone: Any) -> datetime:
    """A day and a minute of it in the branch's zone."""
    return datetime.combine(day, time(minute // 60, minute % 60), zone)


def _somebody(field: str, found: str | None) -> str:
    """A searchable field gives None for a name that is nobody's: said, not guessed."""
    if found is None:
        raise WrongField(field, _("Nobody here is called so: choose from the list."))
    return found


def recorded_words(where: str) -> str:
    """What is told of a complaint that is on record."""
    if where == "office":
        return _("On record and with head office, which alone reads it: it is about the branch manager.")
    return _("The complaint is on record; its clocks run.")
