"""How an inspection was made and how far it is, in words."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.wording import MINUS, listed, moment, points
from supervisor.language import _


def source_words(source: str) -> str:
    """How it was seen."""
    words = {"on_site": _("seen on site"), "video": _("video review"), "customer_comment": _("customer comment")}
    return words.get(source, source)


def state_words(state: str) -> str:
    """How far an inspection is."""
    words = {"begun": _("under way"), "finished": _("finished"), "revised": _("corrected"), "abandoned": _("abandoned")}
    return words.get(state, state)


def course_words(snapshot: Snapshot, zone: tzinfo) -> str:
    """Number, version, source and when, for the line under the title of the open inspection."""
    inspection, template = snapshot.sheet.inspection, snapshot.sheet.template
    parts = [
        inspection.number,
        _("version {version}").format(version=template.version),
        source_words(inspection.source),
        _("begun {at}").format(at=moment(inspection.begun, zone)),
        snapshot.people.get(inspection.inspector, ""),
        state_words("revised" if inspection.revised_by else inspection.state),
    ]
    return " · ".join(part for part in parts if part)


def incident_words(snapshot: Snapshot) -> str:
    """Which surges and outages were running when the open inspection began; empty for none."""
    from supervisor.incidents.kinds import KINDS

    incidents = snapshot.opened.incidents if snapshot.opened is not None else ()
    kinds = [str(KINDS[i.kind].name) if i.kind in KINDS else i.kind for i in incidents]
    return _("while running: {kinds}").format(kinds=listed(list(dict.fromkeys(kinds)))) if kinds else ""


def rule_words(item: Any, template: Any) -> str:
    """How a failure of an item counts, in a sentence: per what, how much, down to where, what else is special."""
    clause = _("clause {clause}").format(clause=item.clause) if item.clause else ""
    if item.kind != "check":
        return " · ".join(part for part in (_("a fact, without points"), clause) if part and item.kind != "note")
    each = points(abs(item.per_case_c))
    per = {
        "place": _("{points} per place"), "time": _("{points} per time"), "person_time": _("{points} per person-time"),
        "rate": _("{points} per step above {limit}").format(points="{points}", limit=f"{item.limit * 100:g}%"),
    }[item.counts]  # fmt: skip
    parts = [per.format(points=(MINUS if item.per_case_c > 0 else "+") + each)]
    words = _("of {points}, down to {floor}") if item.floor_c < 0 else _("of {points}")
    parts.append(words.format(points=points(item.points_c), floor=points(item.floor_c)))
    if item.first_is_reminder:
        parts.append(_("the first time is a reminder"))
    if item.gate != "none":
        words = _("a failure forfeits the section") if item.gate == "section" else _("a failure forfeits everything")
        parts.append(words)
    if item.same_act:
        others = [str(i.words) for i in template.items() if i.same_act == item.same_act and i.id != item.id]
        if others:
            parts.append(_("one act with “{others}”: only the highest counts").format(others=listed(others[:2])))
    if item.fine_cents:
        parts.append(_("fine {yuan} yuan").format(yuan=f"{item.fine_cents / 100:g}"))
    return " · ".join(part for part in (*parts, clause) if part)
