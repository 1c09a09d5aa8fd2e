"""What each side of a contradiction said, in its order, and whether there is anything to decide between them."""

from __future__ import annotations

from itertools import combinations

import msgspec

from supervisor.journal import Entry
from supervisor.journal.event import UnknownKind, from_bytes

# Facts that set something, so that saying one again makes it stand. Of all others both count, and neither can be unsaid
# from here: the person is told so and mends it on the screen it belongs to.
SAID_AGAIN = frozenset({
    "access.policy_set", "actions.due_changed", "actions.reassigned", "actions.regraded", "actions.settings_set",
    "branch.class_set", "branch.hours_set", "branch.number_set", "branch.override_set", "branch.paydays_set",
    "branch.pension_days_set", "branch.person_changed", "branch.person_temporary", "branch.post_set",
    "branch.profile_changed", "branch.skill_set", "branch.zone_set",
    "complaint_settings.class_defined", "complaint_settings.deadlines_set", "complaint_settings.figures_set",
    "complaint_settings.service_kind_set", "complaints.handed_over", "complaints.reply_time_agreed",
    "incidents.commander_changed", "incidents.corrected", "inspection.plan_rule_set", "inspection.template_activated",
    "meetings.attended", "meetings.busy_set", "meetings.caps_set", "meetings.locked", "meetings.minuted",
    "meetings.moved", "meetings.occurrence_set", "meetings.revised", "meetings.rooms_set",
    "meetings.unlocked", "numbers.entered", "roster.day_planned", "roster.duty_changed",
    "roster.lunch_set", "roster.rota_area_set", "roster.rota_areas_ordered", "roster.rota_given",
    "roster.rota_planned", "roster.rota_weeks_counted",
    "roster.rules_set", "training.course_defined",
})  # fmt: skip

# Facts of which a subject has several, each about the thing that this field names: two of different things get along.
ABOUT = {
    "roster.duty_changed": "person", "roster.lunch_set": "person", "roster.rota_given": "area",
    "meetings.attended": "person", "meetings.locked": "sitting", "meetings.unlocked": "sitting",
    "meetings.moved": "sitting", "meetings.minuted": "sitting", "meetings.occurrence_set": "occurrence",
}  # fmt: skip

# Of a device or of the moment, not of the matter: two that differ in nothing else say the same.
BESIDE = frozenset({"number", "before", "joined_cases"})


def get_along(lines: list[list[Entry]]) -> bool:
    """Whether nobody contradicted: of any two sides one said all that the other did, in that order, and perhaps more;
    or each spoke of other things than the other."""
    said = [[_said(entry) for entry in line] for line in lines]
    for (one, mine), (other, theirs) in combinations(zip(lines, said, strict=True), 2):
        if all(a == b for a, b in zip(mine, theirs, strict=False)):
            continue
        about, else_about = _things(one), _things(other)
        if about is None or else_about is None or about & else_about:
            return False
    return True


def _said(entry: Entry) -> tuple[str, object]:
    try:
        content = msgspec.to_builtins(from_bytes(entry.kind, entry.version, entry.payload))
    except UnknownKind:
        return entry.kind, entry.payload
    return entry.kind, {name: value for name, value in content.items() if name not in BESIDE}


def _things(line: list[Entry]) -> set[tuple[str, str]] | None:
    """What the facts of a line are about; None where one of them is about its subject as a whole."""
    found = set()
    for entry in line:
        name = ABOUT.get(entry.kind)
        if name is None:
            return None
        found.add((name, str(msgspec.json.decode(entry.payload)[name])))
    return found
