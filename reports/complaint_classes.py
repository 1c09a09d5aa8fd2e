"""The trees of the complaints' register as a workbook: what a branch edits in Excel and brings back.

One sheet a tree, read again by `supervisor.complaints.settings.intake`: what comes back unchanged changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reports.look import ACCENT, workbook_at
from reports.table import Head, write_table
from supervisor.complaints.settings.classes import Class, placed
from supervisor.complaints.settings.intake import COLUMNS
from supervisor.complaints.settings.words import TREES
from supervisor.language import _


def write_trees(trees: Mapping[str, Sequence[Class]], path: Path) -> Path:
    """Write the trees to `path`, each node under the one above it. Raises BadInput when it cannot be written."""
    heads = [
        Head(COLUMNS["tree"][0], 14), Head(COLUMNS["code"][0], 24), Head(COLUMNS["zh"][0], 28),
        Head(COLUMNS["en"][0], 34), Head(COLUMNS["parent"][0], 20), Head(COLUMNS["weight"][0], 14, "points"),
        Head(COLUMNS["active"][0], 8),
    ]  # fmt: skip
    note = _("Write codes as text, so that 0101 keeps its nought. Not in use: 否.")
    with workbook_at(path, title=_("Classes of complaints")) as (
        workbook,
        formats,
    ):
        for name, nodes in trees.items():
            rows = [
                [TREES[name].zh, one.node.code, one.node.name.zh, one.node.name.en, one.node.parent or None,
                 one.node.weight_points_c, "是" if one.node.active else "否"]
                for one in placed(nodes)
            ]  # fmt: skip
            write_table(
                workbook, formats, TREES[name].zh, heads, rows, title=str(TREES[name]), note=note, colour=ACCENT
            )
    return path
