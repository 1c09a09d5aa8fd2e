"""The branch: its set-up workbook in, its people out; the roster's commands hang beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from cyclopts import App

from supervisor.cli import roster
from supervisor.cli.context import emit, opened, reading, say, table
from supervisor.errors import BadInput, Fault
from supervisor.language import _, listed

if TYPE_CHECKING:
    from supervisor.branch.set_up import Imported


def register(app: App) -> None:
    """Add the commands of `supervisor branch` and `supervisor roster`."""
    branch = App(name="branch", help="people, posts, hours, calendar")
    app.command(branch)
    roster.register(app)

    @branch.command(name="import")
    def branch_import(file: Path, *, check: bool = False, json: bool = False) -> int:
        """Take in people, posts, hours and calendar from a workbook; all of it or nothing. `--check` only looks."""
        from supervisor.branch.set_up import import_branch, preview_branch

        with opened() as app:
            done = (preview_branch if check else import_branch)(app.book, app.actor, file)
        if json:
            emit("branch.import", 1, {
                "taken_in": not check, "added": done.added, "changed": done.changed, "unchanged": done.unchanged,
                "lines": done.lines, "unnamed": [{"kind": kind, "code": code} for kind, code in done.unnamed],
            })  # fmt: skip
            return 0
        if check:
            _show_lines(done)
            say(_("Only looked: nothing was taken in."))
        say(_("Added {added}, changed {changed}, unchanged {unchanged}.").format(
            added=done.added, changed=done.changed, unchanged=done.unchanged
        ))  # fmt: skip
        return 0

    @branch.command
    def profile(*, name: str | None = None, number: str | None = None, json: bool = False) -> int:
        """Name and number of the branch and its waiting target; a name or a number given here is the new one."""
        from supervisor.branch import ledger
        from supervisor.branch.service import change_profile

        if name is not None or number is not None:
            with opened() as app:
                change_profile(app.book, app.actor, name=name, number=number)
        with reading() as (_app, r):
            found = ledger.branch_profile(r)
        if json:
            emit("branch.profile", 1, msgspec.to_builtins(found))
            return 0
        table(("", ""), [
            (_("Branch"), found.name),
            (_("Branch number"), found.number or "–"),
            (_("Waiting target"), _("{share}% of the customers wait no longer than {minutes} min").format(
                share=f"{found.target_share * 100:g}", minutes=f"{found.target_minutes:g}")),
            (_("Paydays"), "、".join(map(str, found.paydays)) or "–"),
            (_("Pension days"), "、".join(map(str, found.pension_days)) or "–"),
        ])  # fmt: skip
        return 0

    @branch.command
    def posts(*, json: bool = False) -> int:
        """Posts, with what holds when somebody leaves them for another."""
        from supervisor.branch import ledger

        with reading() as (_app, r):
            found = ledger.posts(r)
        if json:
            emit("branch.posts", 1, {"posts": found})
        else:
            codes = {post.subject: post.code for post in found}
            table(
                (_("Code"), _("Name"), _("Stations"), _("At least"), _("Hand-over, minutes"), _("Not on one day with")),
                [
                    (p.code, str(p.name), str(p.stations), str(p.min_cover), str(p.handover_minutes or "–"),
                     "、".join(codes.get(one, one) for one in p.incompatible) or "–")
                    for p in found
                ],
            )  # fmt: skip
        return 0

    @branch.command(name="post-rules")
    def post_rules(post: str, *, handover: int | None = None, apart: str | None = None) -> int:
        """Say what holds when somebody leaves a post for another; what is not named stays as it is."""
        from supervisor.branch import ledger
        from supervisor.branch.post_rules import set_post_rules

        with opened() as app:
            with app.book.read() as r:
                known = {one.code: one for one in ledger.posts(r)}
            others = None if apart is None else [code for code in apart.replace("，", ",").split(",") if code.strip()]
            for code in (post, *(others or ())):
                if code.strip() not in known:
                    raise BadInput(
                        _("Unknown post: {post}").format(post=code), (Fault(_("The posts are"), listed(known)),)
                    )
            one = known[post.strip()]
            set_post_rules(
                app.book, app.actor, one.subject,
                handover_minutes=one.handover_minutes if handover is None else handover,
                incompatible=one.incompatible if others is None else [known[c.strip()].subject for c in others],
            )  # fmt: skip
        say(_("The post is saved."))
        return 0

    @branch.command
    def people(*, json: bool = False) -> int:
        """Everybody who works here."""
        from supervisor.branch import ledger

        with reading() as (_app, r):
            found = ledger.people(r)
            skills = {one.code: str(one.name) for one in ledger.names(r, "skill")}
        if json:
            emit("branch.people", 1, {"people": found})
        else:
            table(
                (_("No."), _("Name"), _("Job"), _("Skills")),
                [(p.no, p.name, p.role, "、".join(sorted(skills.get(code, code) for code in p.skills))) for p in found],
            )
        return 0

    @branch.command
    def jobs(*, no: str = "", json: bool = False) -> int:
        """Who held which job from when to when; days away lie between two lines."""
        from supervisor.branch import ledger

        with reading() as (_app, r):
            held = ledger.stints(r)
            found = [one for one in ledger.people(r, active_only=False) if no in ("", one.no)]
        if no and not found:
            raise BadInput(_("There is nobody with the staff number {no}.").format(no=no))
        if json:
            emit("branch.jobs", 1, {"people": [
                {"no": one.no, "name": one.name, "jobs": held.get(one.subject, ())} for one in found
            ]})  # fmt: skip
            return 0
        table(
            (_("No."), _("Name"), _("Job"), _("From"), _("Until")),
            [(one.no, one.name, each.role, each.since, each.until or "–")
             for one in found for each in held.get(one.subject, ())],
        )  # fmt: skip
        return 0


def _show_lines(done: Imported) -> None:
    """What would be new or change, line by line; what stays is counted only."""
    from supervisor.branch.alterations import outcome_words, sheet_name, told

    lines = [one for one in done.lines if one.outcome != "unchanged"]
    table(
        [_("Sheet"), _("Line"), _("What happens"), _("What changes")],
        [[sheet_name(one.sheet), one.what, outcome_words(one.outcome), told(one.sheet, one.changes)] for one in lines],
        empty=_("The branch has all of this already: there is nothing to take in."),
    )
