"""A plan as a whole in words: what it costs customers, how sure that is, and what cannot stand together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supervisor.cli.context import say
from supervisor.language import _


def show_whole(plan: Any, who: Mapping[str, str]) -> None:
    """The price of all sittings together, proof or gap, and the smallest sets of wishes that clash."""
    from supervisor.meetings.words import RULE_NAMES, block_text

    if not plan.answers:
        say(_("Nothing is to be planned."))
        return
    sure = ""
    if plan.status == "proven":
        sure = _("proven best")
    elif plan.gap_minutes is not None:
        sure = _("at most {gap:.1f} customer-minutes from the best").format(gap=plan.gap_minutes)
    elif plan.status != "infeasible":
        sure = _("placed one after another, without proof")
    total = _("All together: +{price:.1f} customer-minutes").format(price=plan.price_minutes)
    say(f"{total}{_('; ') if sure else ''}{sure}")
    own = {answer.meeting: answer.blocks for answer in plan.answers if not answer.sittings}
    for one in plan.clash:
        reasons = [block_text(block, who) for block in one.blocks] or [
            str(RULE_NAMES.get(rule, rule)) for rule in one.rules
        ]
        if not reasons:  # of what can never be held its own answer says why
            reasons = [block_text(block, who) for meeting in one.meetings for block in own.get(meeting, ())]
        told = (_("Cannot stand together: {titles}: {reasons}") if len(one.meetings) > 1
                else _("Cannot be held: {titles}: {reasons}"))  # fmt: skip
        say(told.format(
            titles=_(", ").join(one.titles or one.meetings),
            reasons=_("; ").join(dict.fromkeys(reasons[:3])) or _("no start fits"),
        ))  # fmt: skip
