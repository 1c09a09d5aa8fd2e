"""How each event changes the rows of its action.

A later step of another laptop never takes back what stands further along without being seen: taking up or reporting
done changes nothing that was closed meanwhile (the contradiction is listed), a re-inspection not passed always opens.
"""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.journal import Entry, Rows

from ..events import (
    ActionAnnounced,
    ActionClosed,
    ActionDone,
    ActionNoted,
    ActionRaised,
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
from .tables import ACTION, CLASH, LEDGER, LIKE, SETTING, STEP

_AGAIN: dict[str, Any] = {  # of an action that is to be mended once more
    "finished": None, "after": "[]", "recheck_passed": 0, "rechecked_by": "", "closed": None, "closed_by": "",
    "opinion": "",
}  # fmt: skip
_NO_ASKING: dict[str, Any] = {"asked_due": None, "asked_reason": "", "asked_by": ""}


def _listed(values: tuple[str, ...]) -> str:
    return msgspec.json.encode(values).decode()


def _step(rows: Rows, entry: Entry, what: str, text: str = "", photos: tuple[str, ...] = ()) -> None:
    rows.put(STEP, entry=entry.id, at_ms=entry.at_ms, what=what, text=text, person=entry.actor, photos=_listed(photos))


def _day(entry: Entry) -> str:
    return f"{entry.day // 10000:04}-{entry.day // 100 % 100:02}-{entry.day % 100:02}"


def _after(there: dict[str, Any], photos: tuple[str, ...]) -> str:
    return _listed((*msgspec.json.decode(there["after"]), *photos))


def _apart(rows: Rows, fact: Change, entry: Entry) -> None:
    """Note a step that was taken without knowing of the one before it. Steps of old books carry no mark."""
    there = rows.get(ACTION)
    if there is None:
        return
    stood = mark(*(there[name] for name in (
        "state", "due", "owner", "doer", "severity", "recheck_passed", "sent_back", "reopened", "asked_due"
    )))  # fmt: skip
    if fact.before and fact.before != stood:
        rows.put(CLASH, entry=entry.id, over=there["last"])
    rows.change(ACTION, last=entry.id)


@LEDGER.on(ActionRaised)
def _raised(rows: Rows, fact: ActionRaised, entry: Entry) -> None:
    if rows.get(ACTION) is None:
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
            last=entry.id,
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
            ACTION, state="done", finished=_day(entry), like_places=fact.like_places or there["like_places"],
            after=_after(there, fact.photos), **_NO_ASKING,
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
    rows.change(ACTION, due=fact.due.isoformat(), **_NO_ASKING)
    _step(rows, entry, "due", f"{fact.due.isoformat()} {fact.reason}".strip())


@LEDGER.on(ExtensionAsked)
def _asked(rows: Rows, fact: ExtensionAsked, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(ACTION, asked_due=fact.due.isoformat(), asked_reason=fact.reason, asked_by=entry.actor)
    _step(rows, entry, "asked", f"{fact.due.isoformat()} {fact.reason}".strip())


@LEDGER.on(ExtensionDecided)
def _decided(rows: Rows, fact: ExtensionDecided, entry: Entry) -> None:
    _apart(rows, fact, entry)
    there = rows.get(ACTION)
    text = fact.reason
    if there is not None and fact.granted and fact.due is not None:
        rows.change(ACTION, due=fact.due.isoformat(), extended=there["extended"] + 1, **_NO_ASKING)
        text = f"{there['due']} → {fact.due.isoformat()} {fact.reason}".strip()
    else:
        rows.change(ACTION, **_NO_ASKING)
    _step(rows, entry, "granted" if fact.granted else "refused", text)


@LEDGER.on(ActionRegraded)
def _regraded(rows: Rows, fact: ActionRegraded, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(
        ACTION, severity=fact.severity, due=fact.due.isoformat(), after_photo=int(fact.after_photo),
        needs_recheck=int(fact.recheck),
    )  # fmt: skip
    _step(rows, entry, "regraded", f"{fact.due.isoformat()} {fact.reason}".strip())


@LEDGER.on(ActionReassigned)
def _reassigned(rows: Rows, fact: ActionReassigned, entry: Entry) -> None:
    _apart(rows, fact, entry)
    rows.change(ACTION, owner=fact.owner, doer=fact.doer)
    _step(rows, entry, "reassigned", fact.reason)


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
        rows.drop(CLASH, one)
    _step(rows, entry, "settled", fact.reason)


@LEDGER.on(SettingsSet)
def _set(rows: Rows, fact: SettingsSet, _entry: Entry) -> None:
    rows.put(
        SETTING, minor_days=fact.minor_days, serious_days=fact.serious_days, grave_days=fact.grave_days,
        recheck_from=fact.recheck_from,
    )  # fmt: skip
