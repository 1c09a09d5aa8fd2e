"""What the branch may set about complaints: figures, the trees of classes and causes.

Time limits are set in `steps.limits`, as no case may be touched by them; kinds of service in `kinds_service`; whole
trees come in from a file in `trees_service`.
"""

from __future__ import annotations

import msgspec

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import Words, _

from . import classes, events
from .classes import Class
from .figures import RANGES, Figures
from .ledger import figures, tree
from .words import FIGURES, TREES


def set_figures(book: Book, actor: str, wanted: Figures) -> None:
    """Set windows, counts and sizes from now on. Raises WrongField for a figure that cannot be."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        for name in wanted.faults():
            least, most = RANGES[name]
            words = _("{name}: write a whole number from {least} to {most}.")
            raise WrongField(name, words.format(name=FIGURES[name], least=least, most=most))
        if wanted != figures(w):
            w.append("complaint_settings:figures", events.FiguresSet(**msgspec.structs.asdict(wanted)))


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
    """Add, rename, move, weigh or retire a node of one of `classes.TREES`; cases keep the code they were given."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        append_class(w, tree_name, Class(code, name, parent, active, weight_points_c))


def retire_class(book: Book, actor: str, tree_name: str, code: str, *, active: bool = False) -> None:
    """Take a node out of use (or back into use): new cases are not given it any more, old ones keep it."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        known = known_node(w, tree_name, code)
        append_class(w, tree_name, msgspec.structs.replace(known, active=active))


def known_node(r: Reader, tree_name: str, code: str) -> Class:
    """A node of a tree. Raises BadInput."""
    found = next((node for node in tree(r, _tree(tree_name)) if node.code == code), None)
    if found is None:
        raise BadInput(_("{code} is not in the tree of {tree}.").format(code=code or "–", tree=TREES[tree_name]))
    return found


def append_class(w: Writer, tree_name: str, node: Class) -> bool:
    """Check a node against its tree as it is now and set it; False where nothing would change. Raises WrongField."""
    node = msgspec.structs.replace(
        node, code=node.code.strip(), name=Words(node.name.zh.strip(), node.name.en.strip()), parent=node.parent.strip()
    )
    nodes = {one.code: one for one in tree(w, _tree(tree_name))}
    field, words = fault_of(nodes, node, tree_name)
    if field:
        raise WrongField(field, words)
    before = nodes.get(node.code)
    if before == node:
        return False
    if before is not None and before.active and not node.active:
        _may_retire(nodes, node)
    state_class(w, tree_name, node)
    return True


def state_class(w: Writer, tree_name: str, node: Class) -> None:
    """Set a node that has been checked."""
    w.append(
        f"complaint_{tree_name}:{node.code}",
        events.ClassDefined(
            tree=tree_name, code=node.code, zh=node.name.zh, en=node.name.en, parent=node.parent, active=node.active,
            weight_points_c=node.weight_points_c,
        ),
    )  # fmt: skip


def fault_of(nodes: dict[str, Class], node: Class, tree_name: str) -> tuple[str, str]:
    """The field of a node that cannot be, and why; two empty texts where all is well."""
    if not node.code or not node.name.zh:
        return ("code" if not node.code else "zh"), _("A class needs a code and a name.")
    if len(node.code) > classes.LONGEST_CODE or not node.code.isprintable() or " " in node.code:
        return "code", _("A code has at most {n} letters and figures and no blank.").format(n=classes.LONGEST_CODE)
    if max(len(node.name.zh), len(node.name.en)) > classes.LONGEST_NAME:
        return "zh", _("A name has at most {n} letters.").format(n=classes.LONGEST_NAME)
    if not 0 <= node.weight_points_c <= classes.MOST_WEIGHT_C:
        return "weight", _("A weight is not negative.") if node.weight_points_c < 0 else _(
            "A weight is at most {n} points."
        ).format(n=classes.MOST_WEIGHT_C // 100)
    if node.parent and tree_name == classes.PAUSE:
        return "parent", _("Reasons for a pause stand side by side, none under another.")
    above, seen = node.parent, {node.code}
    while above:
        if above not in nodes or above in seen:
            return "parent", _("{code} cannot stand under {parent}.").format(code=node.code, parent=node.parent)
        seen.add(above)
        above = nodes[above].parent
    if len(seen) > classes.MOST_LEVELS:
        return "parent", _("A tree has at most {n} levels.").format(n=classes.MOST_LEVELS)
    if node.active and node.parent and not nodes[node.parent].active:
        return "parent", _("{parent} is retired: nothing in use can stand under it.").format(parent=node.parent)
    return "", ""


def _may_retire(nodes: dict[str, Class], node: Class) -> None:
    under = [str(one.name) for one in nodes.values() if one.parent == node.code and one.active]
    if under:
        raise Refused(_("Retire first what stands under it: {names}.").format(names=", ".join(under)))
    if not any(one.active for one in nodes.values() if one.code != node.code):
        raise Refused(_("Something must stay in use: this is the last one."))


def _tree(name: str) -> str:
    if name not in classes.TREES:
        known = ", ".join(f"{code} ({TREES[code]})" for code in classes.TREES)
        raise BadInput(_("{code} is no tree; there are {known}.").format(code=name or "–", known=known))
    return name
