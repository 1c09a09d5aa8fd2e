"""How an inspection was made and how far it is, in words."""

from __future__ import annotations

from datetime import tzinfo

from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.wording import listed, moment
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
    from supervisor.incidents.kinds import KINDS

    inspection, template = snapshot.sheet.inspection, snapshot.sheet.template
    parts = [
        inspection.number,
        _("version {version}").format(version=template.version),
        source_words(inspection.source),
        _("begun {at}").format(at=moment(inspection.begun, zone)),
        snapshot.people.get(inspection.inspector, ""),
        state_words("revised" if inspection.revised_by else inspection.state),
    ]
    incidents = snapshot.opened.incidents if snapshot.opened is not None else ()
    if incidents:
        kinds = [str(KINDS[i.kind].name) if i.kind in KINDS else i.kind for i in incidents]
        parts.append(_("◆ while running: {kinds}").format(kinds=listed(kinds)))
    return " · ".join(part for part in parts if part)
