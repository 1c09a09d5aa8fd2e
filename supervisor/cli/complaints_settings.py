"""What complaints keep to, from the command line: time limits, figures, the trees of classes and causes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from cyclopts import App

from supervisor.cli.context import Output, day_of, emit, names, opened, reading, refuse_existing, say
from supervisor.cli.context import table as show_table
from supervisor.errors import BadInput
from supervisor.language import Words, _, listed


def register(app: App) -> None:
    """Add `limits`, `windows` and `classes` to `supervisor complaints`."""
    group = app["complaints"]
    limits = App(name="limits", help="time limits of complaints, from a day on")
    classes = App(name="classes", help="trees of classes, causes, root causes and reasons for a pause")
    group.command(limits)
    group.command(classes)
    _limits(limits)
    _figures(group)
    _classes(classes)
    _files(classes)


def _limits(group: App) -> None:
    @group.command
    def show(*, day: str | None = None, json: bool = False) -> int:
        """The time limits for complaints heard on a day, and how they were set before."""
        from supervisor.complaints.settings.ledger import deadline_rules, limits_history
        from supervisor.complaints.settings.words import LIMITS

        with reading() as (_app, r):
            on = day_of(day, r.today)
            rules, history, who = deadline_rules(r, on), limits_history(r), names(r)
        if json:
            emit("complaints.limits", 1, {"day": on, "limits": rules, "history": history})
            return 0
        now = {n: getattr(rules, n) for n in rules.__struct_fields__}
        now |= {n: _("yes") if v else _("no") for n, v in now.items() if isinstance(v, bool)}
        show_table((_("What"), _("Now"), _("Code")), [(LIMITS[n], v, n) for n, v in now.items()])
        show_table(
            (_("Valid from"), _("Set by"), _("When")),
            [(one.valid_from, who.get(one.actor, one.actor), f"{one.at:%Y-%m-%d %H:%M}Z") for one in history],
            empty=_("Nobody has changed the limits: the usual ones hold."),
        )
        return 0

    @group.command(name="set")
    def set_limits(*changes: str, valid_from: str | None = None) -> int:
        """Set limits from a day on (the next one unless named), each as NAME=VALUE (aim_days=2 working_days=yes).

        The others stay. Complaints heard before that day keep the limits that held when they were heard.
        """
        from supervisor.complaints.kernel.deadlines import limit_ranges
        from supervisor.complaints.settings.ledger import deadline_rules
        from supervisor.complaints.settings.words import LIMITS
        from supervisor.complaints.steps.limits import set_deadlines

        with opened() as app:
            with app.read() as r:
                begin = day_of(valid_from, r.today + timedelta(days=1))
                rules = deadline_rules(r, begin)
            wanted = _changed(rules, changes, limit_ranges(), LIMITS)
            taken = set_deadlines(app.book, app.actor, wanted, begin)
        say(taken.words)
        return 0


def _figures(group: App) -> None:
    @group.command(name="windows")
    def figures(*changes: str, json: bool = False) -> int:
        """Windows, counts and sizes beside the time limits; NAME=VALUE sets one (duplicate_days=14)."""
        from supervisor.complaints.settings.figures import RANGES
        from supervisor.complaints.settings.ledger import figures as figures_now
        from supervisor.complaints.settings.service import set_figures
        from supervisor.complaints.settings.words import FIGURES

        if changes:
            with opened() as app:
                with app.read() as r:
                    before = figures_now(r)
                set_figures(app.book, app.actor, _changed(before, changes, RANGES, FIGURES))
                with app.read() as r:
                    now = figures_now(r)
        else:
            with reading() as (_app, r):
                now = figures_now(r)
        if json:
            emit("complaints.figures_set", 1, {"figures": now})
            return 0
        show_table((_("What"), _("Now"), _("Code")), [(w, getattr(now, n), n) for n, w in FIGURES.items()])
        return 0


def _changed(before: Any, changes: tuple[str, ...], ranges: dict[str, tuple[int, int]], words: dict[str, Words]) -> Any:
    """Settings with some of them changed. Raises BadInput naming what there is, and what a figure may be."""
    if not changes:
        raise BadInput(_("Say what to set, as NAME=VALUE."))
    known = before.__struct_fields__
    wanted: dict[str, Any] = {}
    for one in changes:
        name, mark, value = (part.strip() for part in one.partition("="))
        if not mark or name not in known:
            raise BadInput(_("{text} is no setting; there are {known}.").format(text=one, known=listed(known)))
        if isinstance(getattr(before, name), bool):
            if value.casefold() not in ("yes", "no", "是", "否", "true", "false"):
                raise BadInput(_("{text}: write yes or no.").format(text=one))
            wanted[name] = value.casefold() in ("yes", "是", "true")
        elif value.isascii() and value.isdigit() and len(value) < 8:
            wanted[name] = int(value)
        else:
            least, most = ranges[name]
            told = _("{name}: write a whole number from {least} to {most}.")
            raise BadInput(told.format(name=words[name], least=least, most=most))
    return msgspec.structs.replace(before, **wanted)


def _classes(group: App) -> None:
    @group.command(name="list")
    def list_all(tree: str = "", *, json: bool = False) -> int:
        """One tree (class, cause, root, pause) or all of them, each node under the one above it."""
        from supervisor.complaints.settings.classes import TREES, placed
        from supervisor.complaints.settings.ledger import tree as read_tree
        from supervisor.complaints.settings.words import TREES as WORDS

        wanted = TREES if not tree else (_known_tree(tree),)
        with reading() as (_app, r):
            found = {name: placed(read_tree(r, name)) for name in wanted}
        if json:
            trees = {name: [{**msgspec.to_builtins(one.node), "depth": one.depth} for one in nodes]
                     for name, nodes in found.items()}  # fmt: skip
            emit("complaints.classes", 1, {"trees": trees})
            return 0
        show_table(
            (_("Tree"), _("Called"), _("Code"), _("Weight (points)"), _("State")),
            [
                (WORDS[name], "  " * one.depth + str(one.node.name), one.node.code,
                 f"{one.node.weight_points_c / 100:g}", _("in use") if one.node.active else _("retired"))
                for name, nodes in found.items() for one in nodes
            ],
        )  # fmt: skip
        return 0

    @group.command(name="set")
    def set_node(
        tree: str, code: str, *, zh: str = "", en: str | None = None, parent: str | None = None,
        weight: float | None = None,
    ) -> int:  # fmt: skip
        """Add a node or change one: its names, what it stands under ("-" for the top), its weight in points."""
        from supervisor.complaints.settings.classes import Class
        from supervisor.complaints.settings.ledger import tree as read_tree
        from supervisor.complaints.settings.service import define_class

        name = _known_tree(tree)
        with opened() as app:
            with app.read() as r:
                before = next((one for one in read_tree(r, name) if one.code == code), Class(code, Words("")))
            above = before.parent if parent is None else parent.strip("- ")
            points = before.weight_points_c if weight is None else round(weight * 100)
            define_class(
                app.book, app.actor, tree_name=name, code=code,
                name=Words(zh or before.name.zh, before.name.en if en is None else en), parent=above,
                active=before.active, weight_points_c=points,
            )  # fmt: skip
        say(_("The class is saved."))
        return 0

    @group.command
    def retire(tree: str, code: str, *, again: bool = False) -> int:
        """Give a node to no new case any more; with --again take it back into use."""
        from supervisor.complaints.settings.service import retire_class

        with opened() as app:
            retire_class(app.book, app.actor, _known_tree(tree), code, active=again)
        say(_("Recorded."))
        return 0


def _files(group: App) -> None:
    @group.command(name="import")
    def take_in(file: Path, *, tree: str = "", replace: bool = False) -> int:
        """Take in a scheme of codes from a workbook or CSV; nothing is set where a line has a fault."""
        from supervisor.access import Right, require
        from supervisor.complaints.settings.intake import read_trees
        from supervisor.complaints.settings.trees_service import import_trees

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.MANAGE_SETTINGS)
            found = read_trees(file, _known_tree(tree) if tree else "")
            taken = import_trees(app.book, app.actor, found, replace=replace)
        words = _("{added} added, {changed} changed, {same} as they were, {retired} retired.")
        say(words.format(added=taken.added, changed=taken.changed, same=taken.same, retired=taken.retired))
        return 0

    @group.command(name="export")
    def write(*, output: Output, force: bool = False) -> int:
        """Write all trees to a workbook that can be edited and taken in again."""
        from reports.complaint_classes import write_trees
        from supervisor.complaints.settings.classes import TREES
        from supervisor.complaints.settings.ledger import tree as read_tree

        refuse_existing(output, force)
        with reading() as (_app, r):
            trees = {name: read_tree(r, name) for name in TREES}
        say(str(write_trees(trees, output)))
        return 0


def _known_tree(name: str) -> str:
    from supervisor.complaints.settings.classes import TREES
    from supervisor.complaints.settings.words import TREES as WORDS

    found = next((code for code in TREES if name in (code, WORDS[code].zh, WORDS[code].en)), "")
    if not found:
        known = listed(f"{code} ({WORDS[code]})" for code in TREES)
        raise BadInput(_("{code} is no tree; there are {known}.").format(code=name or "–", known=known))
    return found
