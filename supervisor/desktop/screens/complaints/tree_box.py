"""A drop-down of a tree: parent › child, found by what is typed of a name, of its sounds or of its code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from supervisor.desktop.widgets.searchable import SearchBox
from supervisor.desktop.widgets.sounds import sounds_like

BETWEEN = " › "


def tree_options(nodes: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    """(code, parent › child) of the nodes in use, in the order of the tree."""
    known = {node.code: node for node in nodes}
    made = []
    for code, node in known.items():
        path, above, seen = [str(node.name)], node.parent, {code}
        while above in known and above not in seen:
            seen.add(above)
            path.insert(0, str(known[above].name))
            above = known[above].parent
        if node.active:
            made.append((tuple(_place(known, code)), code, BETWEEN.join(path)))
    return tuple((code, words) for _order, code, words in sorted(made))


def _place(known: dict[str, Any], code: str) -> list[int]:
    """Where a node stands: the places of its parents among all nodes, then its own."""
    order = {one: place for place, one in enumerate(known)}
    path: list[int] = []
    while code in known and order[code] not in path:
        path.insert(0, order[code])
        code = known[code].parent
    return path


class TreeBox(SearchBox):
    """Empty until something is chosen: no class is as likely as to be taken for granted."""

    def __init__(self, options: Sequence[tuple[str, str]], hint: str) -> None:
        super().__init__()
        self.setMaxVisibleItems(14)
        self.offer(options)
        self.setCurrentIndex(-1)
        field = self.lineEdit()
        if field is not None:
            field.setPlaceholderText(hint)

    def named(self) -> list[tuple[str, str]]:
        return [(self.itemText(place), str(self.itemData(place))) for place in range(self.count())]

    def choose(self, code: str) -> None:
        """Take a node by its code; nothing is chosen where there is none."""
        self.setCurrentIndex(self.findData(code))

    def _meant(self) -> list[int]:
        typed = self.currentText().strip().casefold()
        every = range(self.count())
        for fits in (
            lambda place: self.itemText(place).casefold() == typed,
            lambda place: str(self.itemData(place)).casefold() == typed,
            lambda place: self.itemText(place).casefold().rpartition(BETWEEN)[2] == typed,
            lambda place: sounds_like(typed, self.itemText(place).rpartition(BETWEEN)[2], whole=True),
        ):
            if typed and len(found := [place for place in every if fits(place)]) == 1:
                return found
        found = super()._meant()
        if found and all(self.itemText(place).startswith(self.itemText(found[0]) + BETWEEN) for place in found[1:]):
            return found[:1]  # what stands over all the others is what was said
        return found
