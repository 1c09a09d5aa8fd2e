"""What clashes: the smallest set of wishes that cannot stand together, which rule, whom it is about, the cure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from supervisor.desktop.screens.meetings.why import reason_lines
from supervisor.desktop.widgets.basics import Card, clear, column, label
from supervisor.desktop.wording import listed
from supervisor.language import _
from supervisor.meetings.words import RULE_NAMES

SHOWN = 4


def cure_of(rule: str) -> str:
    """What of a wish to change so that a rule no longer stands in its way."""
    cures = {
        "length_within_cap": _("make it shorter"),
        "within_window": _("give it more days or longer hours"),
        "not_in_the_past": _("give it later days"),
        "outside_opening_hours": _("allow it inside opening hours"),
        "enough_people": _("ask for fewer people or choose another day"),
        "not_on_leave": _("let this person be absent or choose another day"),
        "at_work": _("let this person be absent or choose another day"),
        "no_double_booking": _("let somebody be absent, or give one of them another day"),
        "not_covering_elsewhere": _("give one of them another time"),
        "not_at_lunch": _("keep away from lunch or let this person be absent"),
        "room_free": _("take another room"),
        "minimum_cover": _("allow batches or ask for fewer people"),
        "dual_control": _("allow batches or ask for fewer people"),
        "authoriser_present": _("leave one authoriser out, or allow batches"),
        "lobby_manager_present": _("leave one lobby manager out, or allow batches"),
        "not_at_peak": _("give it more days or longer hours"),
        "customer_area_off_peak": _("take a room away from customers"),
    }
    return cures.get(rule, _("change one of them"))


def clash_lines(clash: Any, names: Mapping[str, str]) -> list[str]:
    """One clash in words: who with whom, why, and what to change."""
    titles = [f"“{one}”" for one in clash.titles or clash.meetings]
    if len(titles) > 1:
        found = [_("{meetings} cannot all be held").format(meetings=listed(titles))]
    else:
        found = [_("{meetings} cannot be held").format(meetings=listed(titles))]
    reasons = reason_lines(clash.blocks, names)[:3]
    found += [f"▲ {words}" for words in reasons or [str(RULE_NAMES.get(one, one)) for one in clash.rules[:3]]]
    rules = dict.fromkeys([*clash.rules, *(one.rule for one in clash.blocks)])
    cures = list(dict.fromkeys(cure_of(rule) for rule in rules))[:3]
    if cures:
        found.append(_("To change: {cures}").format(cures=_(" or ").join(cures)))
    return found


class ClashCard(Card):
    """Shown while the last planning of the week on show left something without a time."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("What clashes"))
        self._page = page
        self.lines = column(spacing=4)
        self.add(self.lines)
        self.hide()

    def put(self, outcome: Any) -> None:
        """Show what the last plan said, None where the week was not planned."""
        clear(self.lines)
        names = self._page.snapshot.names if self._page.snapshot is not None else {}
        clashes = list(outcome.clash) if outcome is not None else []
        named = {meeting for one in clashes for meeting in one.meetings}
        blocks = {one.meeting: one.blocks for one in (outcome.left if outcome is not None else ())}
        for clash in clashes[:SHOWN]:
            if not clash.blocks:  # what stood in the way of those that were left out
                said = tuple(block for meeting in clash.meetings for block in blocks.get(meeting, ()))
                clash = msgspec.structs.replace(clash, blocks=said)
            first, *rest = clash_lines(clash, names)
            self.lines.addWidget(label(first, "strong", wrap=True))
            for words in rest:
                self.lines.addWidget(label(words, "small", wrap=True))
        left = [one for one in (outcome.left if outcome is not None else ()) if one.meeting not in named]
        for answer in left[:SHOWN]:
            self.lines.addWidget(label(_("“{what}” found no start").format(what=answer.title), "strong", wrap=True))
            for words in reason_lines(answer.blocks, names)[:3]:
                self.lines.addWidget(label("▲ " + words, "small", wrap=True))
            if answer.blocks:
                cure = _("To change: {cures}").format(cures=cure_of(answer.blocks[0].rule))
                self.lines.addWidget(label(cure, "small", wrap=True))
        self.setVisible(bool(clashes or left))
