"""What the branch may set about complaints: time limits from a day on, classes and causes."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.complaints.deadlines import DeadlineRules
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import Words, _

from . import classes, events
from .ledger import tree


def set_deadlines(book: Book, actor: str, rules: DeadlineRules, valid_from: date | None = None) -> None:
    """Set the time limits for complaints heard from a day on (today unless named).

    Limits never change for cases heard before. Raises BadInput for limits that contradict one another or a
    day past.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if wrong := rules.faults():
            raise BadInput(_("These limits cannot be: {limits}.").format(limits=", ".join(wrong)))
        valid_from = valid_from or w.today
        if valid_from < w.today:
            raise BadInput(_("Limits change from today at the earliest: cases heard before keep theirs."))
        w.append(
            "complaint_settings:limits",
            events.DeadlinesSet(valid_from=valid_from, **msgspec.structs.asdict(rules)),
        )


def define_class(
    book: Book,
    actor: str,
    *,
    tree_name: str,
    code: str,
    name: Words,
    parent: str = "",
    active: bool = True,
    weight_points_c: int = 0,
) -> None:
    """Add, rename or retire a node of the tree "class", "cause" or "root"; cases keep the code they were given."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if tree_name not in (classes.CLASS, classes.CAUSE, classes.ROOT):
            raise BadInput(_("{code} is no tree: class, cause or root.").format(code=tree_name))
        if not code.strip() or not name.zh.strip():
            raise BadInput(_("A class needs a code and a name."))
        if weight_points_c < 0:
            raise BadInput(_("A weight is not negative."))
        above, seen = parent, {code}
        nodes = {node.code: node for node in tree(w, tree_name)}
        while above:
            if above not in nodes or above in seen:
                raise BadInput(_("{code} cannot stand under {parent}.").format(code=code, parent=parent))
            seen.add(above)
            above = nodes[above].parent
        w.append(
            f"complaint_{tree_name}:{code}",
            events.ClassDefined(
                tree=tree_name, code=code.strip(), zh=name.zh, en=name.en, parent=parent, active=active,
                weight_points_c=weight_points_c,
            ),
        )  # fmt: skip
