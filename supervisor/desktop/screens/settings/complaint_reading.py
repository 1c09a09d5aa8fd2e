"""What the settings of complaints show, read on the pool with the rest of the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class LimitLine:
    """A time limit or a figure: what holds today, and what is set to hold later."""

    subject: str
    name: str
    value: Any
    later: str = ""


@dataclass(frozen=True)
class NodeLine:
    """A node of a tree where it stands."""

    subject: str
    placed: Any
    place: int

    @property
    def node(self) -> Any:
        """The node itself."""
        return self.placed.node


@dataclass(frozen=True)
class ComplaintRules:
    """Limits, figures, trees and kinds of service as they are now; `next_rules` are the limits of the next day, from
    which new ones hold unless another is chosen.
    """

    next_rules: Any = None
    limits: tuple[LimitLine, ...] = ()
    history: tuple[Any, ...] = ()
    figures: Any = None
    figure_lines: tuple[LimitLine, ...] = ()
    trees: dict[str, tuple[NodeLine, ...]] = field(default_factory=dict)
    kinds: tuple[Any, ...] = ()
    branch: str = ""


def read_complaint_rules(reader: Any) -> ComplaintRules:
    """Everything about complaints that may be set."""
    from supervisor.branch.ledger import branch_profile, founded
    from supervisor.complaints.settings.classes import TREES, placed
    from supervisor.complaints.settings.ledger import deadline_rules, figures, limits_history, service_kinds, tree
    from supervisor.complaints.settings.words import FIGURES, LIMITS

    rules, wanted, past = deadline_rules(reader, reader.today), figures(reader), limits_history(reader)
    coming = [one for one in reversed(past) if one.standing and one.valid_from > reader.today]

    def later(name: str) -> str:
        said, stands = [], getattr(rules, name)
        for one in coming:
            value = getattr(one.rules, name)
            if value != stands:
                said.append((one.valid_from, value))
                stands = value
        return "; ".join(f"{day:%Y-%m-%d} → {value_words(value)}" for day, value in said)

    names = rules.__struct_fields__
    return ComplaintRules(
        next_rules=deadline_rules(reader, reader.today + timedelta(days=1)),
        limits=tuple(LimitLine(name, str(LIMITS[name]), getattr(rules, name), later(name)) for name in names),
        history=tuple(past),
        figures=wanted,
        figure_lines=tuple(LimitLine(name, str(words), getattr(wanted, name)) for name, words in FIGURES.items()),
        trees={
            name: tuple(NodeLine(f"{name}:{one.node.code}", one, n) for n, one in enumerate(placed(tree(reader, name))))
            for name in TREES
        },
        kinds=tuple(service_kinds(reader, active_only=False)),
        branch=branch_profile(reader).name if founded(reader) else "",
    )


def value_words(value: Any) -> str:
    """A figure, or yes and no."""
    from supervisor.language import _

    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
