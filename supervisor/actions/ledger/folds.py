"""How each event changes the rows of its action.

A later step of another laptop never takes back what stands further along without being seen: taking up or reporting
done changes nothing that was closed meanwhile (the contradiction is listed), a re-inspection not passed always opens.
Steps taken apart contradict each other where they say different things of one and the same.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from supervisor.journal import Entry, Rows

from ..events import (
    ActionAnnounced,
    ActionClosed,
    ActionDone,
    ActionNoted,
    ActionRaised,
    ActionReaddressed,
    ActionReassigned,
    ActionRechecked,
    ActionRegraded,
    ActionReopened,
    ActionTakenUp,
    ActionWithdrawn,
    Change,
    ClashSettled,
    DueChanged,
    ExtensionAsked,
    ExtensionDecided,
    LikeChecked,
    SettingsSet,
)
from ..records import mark
from .tables import ACTION, CLASH, LEDGER, LIKE, SETTING, SETTLED, STEP

_AGAIN: dict[str, Any] = {  # of an action that is to be mended once more
    "finished": None, "after": "[]", "recheck_passed": 0, "rechecked_by": "", "closed": None, "closed_by": "",
    "opinion": "", "done_by": "",
}  # fmt: skip
_NO_ASKING: dict[str, Any] = {"asked_due": None, "asked_reason": "", "asked_by": ""}


def _listed(values: tuple[str, ...]) -> str:
    return msgspec.json.encode(values).decode()


_MARKED = ("state", "due", "owner", "doer", "severity", "recheck_passed", "sent_back", "reopened", "asked_due")
_OF: dict[type[Change], frozenset[str]] = {  # what each step says something of
    ActionTakenUp: frozenset({"state"}),
    ActionDone: frozenset({"state"}),
    ActionRechecked: frozenset({"state"}),
    ActionClosed: frozenset({"state", "severity"}),
    ActionReopened: frozenset({"state"}),
    ActionWithdrawn: frozenset({"state"}),
    DueChanged: frozenset({"due"}),
    ExtensionAsked: frozenset({"due"}),
    ExtensionDecided: frozenset({"due"}),
    ActionRegraded: frozenset({"due", "severity"}),
    ActionReassigned: frozenset({"people"}),
    ActionReaddressed: frozenset({"people"}),
}
_STEPS_OF = {  # the same, by the name under which a step is kept
    "raised": frozenset({"state", "due", "severity", "people"}),
    "taken_up": _OF[ActionTakenUp], "done": _OF[ActionDone], "recheck_passed": _OF[ActionRechecked],
    "recheck_failed": _OF[ActionRechecked], "closed": _OF[ActionClosed], "reopened": _OF[ActionReopened],
    "withdrawn": _OF[ActionWithdrawn], "due": _OF[DueChanged], "asked": _OF[ExtensionAsked],
    "granted": _OF[ExtensionDecided], "refused": _OF[ExtensionDecided], "regraded": _OF[ActionRegraded],
    "reassigned": _OF[ActionReassigned], "readdressed": _OF[ActionReaddressed],
}  # fmt: skip


def _mark_of(there: dict[str, Any]) -> str:
    return mark(*(there[name] for name in _MARKED))


def _step(rows: Rows, entry: Entry, what: str, text: str = "", photos: tuple[str, ...] = ()) -> None:
    there = rows.get(ACTION)
    rows.put(
        STEP, entry=entry.id, at_ms=entry.at_ms, clock=entry.clock, what=what, text=text, person=entry.actor,
        photos=_listed(photos), mark="" if there is None else _mark_of(there), digest=entry.digest.hex(),
        base=entry.base.hex(),
    )  # fmt: skip


def _day(entry: Entry) -> str:
    return f"{entry.day // 10000:04}-{entry.day // 100 % 100:02}-{entry.day % 100:02}"


def _after(there: dict[str, Any], photos: tuple[str, ...]) -> str:
    return _listed((*msgspec.json.decode(there["after"]), *photos))


def _apart(rows: Rows, fact: Change, entry: Entry) -> None:
    """Note a step that was taken without knowing of one before it that it contradicts. Steps of old books carry no
    mark."""
    there = rows.get(ACTION)
    if there is None:
        return
    said = _said(fact)
    if fact.before and fact.before != _mark_of(there) and said != there["said"]:
        over = _unseen(rows, fact, entry)
        if over:
            rows.put(CLASH, entry=entry.id, over=over)
    rows.change(ACTION, last=entry.id, said=said)


def _said(fact: Change) -> str:
    content = msgspec.json.encode([type(fact).__name__, msgspec.structs.replace(fact, before="")])
    return hashlib.sha256(content).hexdigest()[:16]


def _unseen(rows: Rows, fact: Change, entry: Entry) -> str:
    """The last step that it did not know of and that speaks of the same, empty where none does.

    It knew of those that it was based on, one after the other, and where the mark that it saw is found, of all up to
    there.
    """
    steps = sorted(rows.all(STEP), key=lambda step: (step["clock"], step["entry"]))
    known = next((n for n, step in reversed(list(enumerate(steps))) if step["mark"] == fact.before), -1)
    base_of = {step["digest"]: step["base"] for step in steps}
    seen, at = set[str](), entry.base.hex()
    while at in base_of:
        seen.add(at)
        at = base_of[at]
    own = _OF[type(fact)]
    unknown = (step for step in reversed(steps[known + 1 :]) if step["digest"] not in seen)
    return next((step["entry"] for step in unknown if own & _STEPS_OF.get(step["what"], frozenset())), "")


@LEDGER.on(ActionRaised)
def _raised(rows: Rows, fact: ActionRaised, entry: Entry) -> None:
    there = rows.get(ACTION)
    if there is not None:  # raised from the same on two laptops: the first stands
        if fact.owner != there["owner"] or fact.doer != there["doer"] or fact.due.isoformat() != there["first_due"]:
            rows.put(CLASH, entry=entry.id, over=there["last"])
    else:
        rows.put(
            ACTION,
            number=fact.number,
            title=fact.title,
            source=fact.source,
            owner=fact.owner,
            doer=fact.doer,
            about=_listed(fact.about),
            places=_listed(fact.places),
            likes=_listed(fact.likes),
            linked=fact.linked,
            photos=_listed(fact.photos),
            severity=fact.severity,
            raised=_day(entry),
            due=fact.due.isoformat(),
            first_due=fact.due.isoformat(),
            state="open",
            announce=int(fact.announce),
            announced=0,
            like_places=fact.like_places,
            note=fact.note,
            reopened=0,
            by=entry.actor,
            after_photo=int(fact.after_photo),
            needs_recheck=int(fact.recheck),
            sent_back=0,
            extended=0,
            granted_over="",
            last=entry.id,
            said="",
            **_AGAIN,
            **_NO_ASKING,
        )
    _step(rows, entry, "raised", fact.note, fact.photos)


@LEDGER.on(ActionTakenUp)
def _taken_up(rows: Rows, fact: ActionTakenUp, entry: Entry) -> None:
    _apart(rows, fact, entry)
    there = rows.get(ACTION)
    if there is not None and there["state"] == "open":
        rows.change(ACTION, state="taken_up")
    _step(rows, entry, "taken_up", fact.note)


@LEDGER.on(ActionDone)
def _done(rows: Rows, fact: ActionDone, entry: Entry) -> None:
    _apart(rows, fact, entry)
    there = rows.get(ACTION)
    if there is not None and there["state"] in ("open", "taken_up", "done"):
        rows.change(
            ACTION, state="done", finished=_day(entry), done_by=entry.actor, after=_after(there, fact.photos),
            like_places=fact.like_places or there["like_places"], **_NO_ASKING,
        )  # fmt: skip
    _step(rows, entry, "done", fact.note, fact.photos)


@LEDGER.on(ActionRechecked)
def _rechecked(rows: Rows, fact: ActionRechecked, entry: Entry) -> None:
    _apart(rows, fact, entry)
    there = rows.get(ACTION)
    if there is not None and fact.passed:
        after = _after(there, fact.photos)
        rows.change(ACTION, recheck_passed=1, rechecked_by=entry.actor, after=after)
    elif there is not None and there["state"] != "withdrawn":
        rows.change(ACTION, **(_AGAIN | {"state": "open", "sent_back": there["sent_back"] + 1}))
    _step(rows, entry, "recheck_passed" if fact.passed else "recheck_failed", fact.note, fact.photos)


@LEDGER.on(ActionClosed)
def _closed(rows: Rows, fact: ActionClosed, entry: Entry) -> None:
    _apart(rows, fact, entry)
    there = rows.get(ACTION)
    if there is not None:
        rows.change(
            ACTION, state="closed", finished=there["finished"] or _day(entry), closed=_day(entry),
            closed_by=entry.actor, opinion=fact.note, **_NO_ASKING,
        )  # fmt: skip
    _step(rows, entry, "closed", " · ".join(text for text in (fact.note, fact.unchecked) if text))


@LEDGER.on(ActionReopened)
def _reopened(rows: Rows, fact: ActionReopened, entry: Entry) -> None:
    _apart(rows, fact, entry)
    there = rows.get(ACTION)
    if there is not None:
        due = fact.due.isoformat() if fact.due else there["due"]
        rows.change(ACTION, **(_AGAIN | {"state": "open", "due": due, "reopened": there["reopened"] + 1}))
    _step(rows, entry, "reopened", fact.reason)


@LEDGER.on(ActionWithdrawn)
def _withdrawn(rows: Rows, fact: ActionWithdrawn, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(ACTION, state="withdrawn", **_NO_ASKING)
    _step(rows, entry, "withdrawn", fact.reason)


@LEDGER.on(DueChanged)
def _due(rows: Rows, fact: DueChanged, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(ACTION, due=fact.due.isoformat(), granted_over="", **_NO_ASKING)
    _step(rows, entry, "due", f"{fact.due.isoformat()} {fact.reason}".strip())


@LEDGER.on(ExtensionAsked)
def _asked(rows: Rows, fact: ExtensionAsked, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(ACTION, asked_due=fact.due.isoformat(), asked_reason=fact.reason, asked_by=entry.actor,
                granted_over="")  # fmt: skip
    _step(rows, entry, "asked", f"{fact.due.isoformat()} {fact.reason}".strip())


@LEDGER.on(ExtensionDecided)
def _decided(rows: Rows, fact: ExtensionDecided, entry: Entry) -> None:
    _apart(rows, fact, entry)
    there = rows.get(ACTION)
    text = fact.reason
    if there is not None:
        over, until = _decision(there, fact)
        extended = there["extended"] - bool(over) + fact.granted
        granted_over = (over or there["due"]) if fact.granted else ""
        if fact.granted:
            text = f"{over or there['due']} → {until} {fact.reason}".strip()
        rows.change(ACTION, due=until, extended=extended, granted_over=granted_over, **_NO_ASKING)
    _step(rows, entry, "granted" if fact.granted else "refused", text)


@LEDGER.on(ActionRegraded)
def _regraded(rows: Rows, fact: ActionRegraded, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(
        ACTION, severity=fact.severity, due=fact.due.isoformat(), after_photo=int(fact.after_photo),
        needs_recheck=int(fact.recheck), granted_over="",
    )  # fmt: skip
    _step(rows, entry, "regraded", f"{fact.severity}\n{fact.due.isoformat()} {fact.reason}".strip())


def _decision(there: dict[str, Any], fact: ExtensionDecided) -> tuple[str, str]:
    """Of what was asked one decision stands whole, the later one: the date that another, granted apart, took the place
    of (empty where none was), and the date that stands now."""
    over = there["granted_over"] if there["asked_due"] is None else ""
    if fact.granted and fact.due is not None:
        return over, fact.due.isoformat()
    return over, over or there["due"]


@LEDGER.on(ActionReassigned)
def _reassigned(rows: Rows, fact: ActionReassigned, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(ACTION, owner=fact.owner, doer=fact.doer)
    _step(rows, entry, "reassigned", fact.reason)


@LEDGER.on(ActionReaddressed)
def _readdressed(rows: Rows, fact: ActionReaddressed, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(
        ACTION, about=_listed(fact.about), places=_listed(fact.places), owner=fact.owner, doer=fact.doer,
        likes=_listed(fact.likes), note=fact.note,
    )  # fmt: skip
    _step(rows, entry, "readdressed", fact.reason)


@LEDGER.on(ActionAnnounced)
def _announced(rows: Rows, fact: ActionAnnounced, entry: Entry) -> None:
    rows.change(ACTION, announced=1)
    head = " · ".join(text for text in (fact.where, fact.to) if text)
    _step(rows, entry, "announced", "\n".join(text for text in (head, fact.text) if text))


@LEDGER.on(ActionNoted)
def _noted(rows: Rows, fact: ActionNoted, entry: Entry) -> None:
    there = rows.get(ACTION)
    if there is not None and fact.photos:
        rows.change(ACTION, after=_after(there, fact.photos))
    _step(rows, entry, "noted", fact.text, fact.photos)


@LEDGER.on(LikeChecked)
def _like_checked(rows: Rows, fact: LikeChecked, entry: Entry) -> None:
    there = rows.get(LIKE, fact.like)
    unseen = there is not None and there["result"] != fact.replaces and there["result"] != fact.result
    rows.put(
        LIKE, like=fact.like, result=fact.result, note=fact.note, by=entry.actor, at_ms=entry.at_ms,
        other=there["result"] if there is not None and unseen else "",
    )  # fmt: skip
    _step(rows, entry, f"like_{fact.result}", "\n".join(text for text in (fact.like, fact.note) if text))


@LEDGER.on(ClashSettled)
def _clash_settled(rows: Rows, fact: ClashSettled, entry: Entry) -> None:
    for one in fact.entries:
        clash, before = rows.get(CLASH, one), rows.get(SETTLED, one)
        over = (clash or before or {"over": ""})["over"]
        rows.put(SETTLED, entry=one, over=over, by=entry.id, chosen=fact.chosen)
        if before is not None and before["by"] not in fact.saw and before["chosen"] != fact.chosen:
            rows.put(CLASH, entry=one, over=over)  # decided twice, each without knowing of the other
        else:
            rows.drop(CLASH, one)
    _step(rows, entry, "settled", fact.reason)


@LEDGER.on(SettingsSet)
def _set(rows: Rows, fact: SettingsSet, _entry: Entry) -> None:
    rows.put(
        SETTING, minor_days=fact.minor_days, serious_days=fact.serious_days, grave_days=fact.grave_days,
        recheck_from=fact.recheck_from, announce_from=fact.announce_from,
    )  # fmt: skip
