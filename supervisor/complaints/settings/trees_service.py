"""Whole trees taken in from a file: every node checked with all the others, then set in one command or none."""

from __future__ import annotations

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput, Fault
from supervisor.journal import Book
from supervisor.language import _

from .classes import TREES, Class
from .intake import TreeFile
from .ledger import tree
from .service import fault_of, state_class


class Taken(msgspec.Struct, frozen=True):
    """How many nodes a file added, changed, left as they were, and how many were retired because it names them not."""

    added: int
    changed: int
    same: int
    retired: int = 0


def import_trees(book: Book, actor: str, file: TreeFile, *, replace: bool = False) -> Taken:
    """Set every node of a file; with `replace`, what the file does not name of its trees is retired.

    A node may stand under one that the same file brings. Raises BadInput with every fault by row; then nothing is set.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        touched = [name for name in TREES if any(line.tree == name for line in file.lines)]
        there = {name: {node.code: node for node in tree(w, name)} for name in touched}
        coming: dict[str, dict[str, Class]] = {}
        for name in touched:
            brought = {line.node.code: line.node for line in file.lines if line.tree == name}
            kept = {
                code: msgspec.structs.replace(node, active=node.active and not replace)
                for code, node in there[name].items()
            }
            coming[name] = kept | brought
        if faults := _faults(file, coming):
            raise BadInput(_("The file was not taken in."), tuple(faults))
        named = {(line.tree, line.node.code) for line in file.lines}
        counts = {"added": 0, "changed": 0, "same": 0, "retired": 0}
        for name in touched:
            for code, node in coming[name].items():
                was = there[name].get(code)
                if was != node:
                    state_class(w, name, node)
                if (name, code) in named:
                    counts["added" if was is None else "same" if was == node else "changed"] += 1
                elif was != node:
                    counts["retired"] += 1
        return Taken(**counts)


def _faults(file: TreeFile, coming: dict[str, dict[str, Class]]) -> list[Fault]:
    """What is wrong with each line once all of them stand, and with what would stand beside them."""
    found = []
    places = {(line.tree, line.node.code): line.place for line in file.lines}
    for line in file.lines:
        _field, words = fault_of(coming[line.tree], line.node, line.tree)
        if words:
            found.append(_at(line.place, words))
    for name, nodes in coming.items():
        if not any(node.active for node in nodes.values()):
            place = next(line.place for line in file.lines if line.tree == name)
            found.append(_at(place, _("Nothing of the tree would stay in use.")))
        for node in nodes.values():  # in use already, and the file retires what it stands under
            above = places.get((name, node.parent)) if node.active and (name, node.code) not in places else None
            if above is not None and not nodes[node.parent].active:
                found.append(_at(above, _("{names} stands under it and stays in use.").format(names=node.name)))
    return found


def _at(place: Fault, problem: str) -> Fault:
    return Fault(problem, _("Mend the line."), place.file, place.sheet, place.row, place.column)
