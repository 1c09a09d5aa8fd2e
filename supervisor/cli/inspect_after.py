"""Inspections afterwards: their findings with what follows, waiving one, appeals, correcting a whole inspection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import App, Parameter

from supervisor.cli.answers_file import answers_in, pictures_beside
from supervisor.cli.context import emit, names, opened, reading, say, table
from supervisor.cli.inspect_own import own_finding, tell_own
from supervisor.errors import BadInput
from supervisor.language import _, listed

Mine = Annotated[bool, Parameter(name="--mine", negative="", help="one's own, which everybody may read")]


def register(group: App, found: Any, points: Any) -> None:
    """Add the commands to `supervisor inspect`; `found(reader, wanted)` names an inspection, `points` writes points."""
    _findings(group, found, points)
    _waivers(group, found)
    _appeals(group, found, points)
    _revision(group, found)


def _finding(r: Any, found: Any, wanted: str, item: str) -> str:
    """The finding of an item of an inspection, or of the subject itself. Raises BadInput naming those there are."""
    from supervisor.inspection.ledger import findings_of

    if wanted.startswith("finding:"):
        return wanted
    there = found(r, wanted)
    known = {f.item: f.subject for f in findings_of(r, there.subject)}
    if item in known:
        return known[item]
    if not item and len(known) == 1:
        return next(iter(known.values()))
    raise BadInput(
        _("{number} has no finding at “{item}”; there are: {items}").format(
            number=there.number, item=item, items=listed(known) or "-"
        )
    )


def _findings(group: App, found: Any, points: Any) -> None:
    @group.command
    def findings(
        wanted: str = "", *, mine: Mine = False, first: str | None = None, last: str | None = None, json: bool = False
    ) -> int:
        """Findings of one inspection, each with its corrective action; with `--mine` one's own, of thirteen weeks.

        One's own can be read by everybody: what it costs him, whether it counts, and nobody else's name.
        """
        if mine:
            return tell_own(wanted, first, last, json=json)
        if not wanted:
            raise BadInput(_("Name an inspection, or ask for your own findings with --mine."))
        from supervisor.actions.ledger import actions_from
        from supervisor.actions.words import STANDINGS
        from supervisor.inspection.ledger import findings_of, inspection, template
        from supervisor.inspection.words import APPEALS

        with reading(people=True) as (_app, r):
            there = found(r, wanted)
            raised = findings_of(r, there.subject)
            actions = {a.source: a for a in actions_from(r, [f.subject for f in raised])}
            words = {i.id: i.words for i in template(r, there.digest).items()}
            who, today = names(r), r.today
            chain = [inspection(r, subject) for subject in (there.revises, there.revised_by) if subject]
        if json:
            emit("inspect.findings", 1, {
                "inspection": there.subject, "number": there.number, "revises": there.revises,
                "revised_by": there.revised_by,
                "findings": [{**msgspec.to_builtins(f), "action": actions.get(f.subject)} for f in raised],
            })  # fmt: skip
            return 0
        for one in chain:
            if one is not None:
                text = _("Corrects {number}") if one.subject == there.revises else _("Corrected by {number}")
                say(text.format(number=one.number))
        rows = []
        for f in raised:
            action = actions.get(f.subject)
            rows.append((
                f.item, words.get(f.item, ""), listed(who.get(p, p) for p in f.persons), points(-f.points_c),
                f.waived_reason, APPEALS[f.appeal_state] if f.appeal_state else "", action.number if action else "",
                who.get(action.owner, "") if action else "", action.due if action else "",
                STANDINGS[action.standing(today)] if action else "",
            ))  # fmt: skip
        table(
            (_("Item"), _("What"), _("Persons"), _("Points"), _("Waived"), _("Appeal"), _("Action"), _("Owner"),
             _("Due"), _("State")),
            rows, empty=_("Its findings went over to the correction.") if there.revised_by else
            _("No finding: everything was in order."),
        )  # fmt: skip
        return 0


def _waivers(group: App, found: Any) -> None:
    @group.command
    def waive(wanted: str, item: str = "", *, reason: str) -> int:
        """Waive one finding, with the reason (the manager; never about himself): inspection and item, or the finding.

        It no longer counts in score and appraisal; the fault is still to be mended.
        """
        from supervisor.inspection.review import waive_finding

        return _about_finding(found, wanted, item, waive_finding, ("waive_finding",), _("Waived."), reason=reason)

    @group.command
    def unwaive(wanted: str, item: str = "", *, reason: str) -> int:
        """Let a waived finding count after all, with the reason."""
        from supervisor.inspection.review import withdraw_waiver

        return _about_finding(
            found, wanted, item, withdraw_waiver, ("waive_finding",), _("The finding counts again."), reason=reason
        )


def _appeals(group: App, found: Any, points: Any) -> None:
    @group.command
    def appeal(wanted: str, item: str = "", *, text: str) -> int:
        """Object to a finding about oneself."""
        from supervisor.inspection.review import appeal_finding

        return _about_finding(found, wanted, item, appeal_finding, ("appeal",), _("Recorded."), text=text)

    @group.command
    def decide(wanted: str, item: str = "", *, upheld: bool, reason: str) -> int:
        """Decide an appeal (never about oneself): `--upheld` the finding does not count, `--no-upheld` it does."""
        from supervisor.inspection.review import decide_appeal

        rights = ("decide_appeal", "handle_manager_complaint")
        return _about_finding(
            found, wanted, item, decide_appeal, rights, _("Recorded."), upheld=upheld, reason=reason
        )  # fmt: skip

    @group.command
    def appeals(*, json: bool = False) -> int:
        """Findings with an appeal that waits for its decision."""
        from supervisor.inspection.ledger import inspections_named, open_appeals, template

        with reading(people=True) as (_app, r):
            waiting = open_appeals(r)
            numbers = {i.subject: i.number for i in inspections_named(r, [f.inspection for f in waiting])}
            words = {f.subject: str(template(r, f.digest).item(f.item).words) for f in waiting}
            who = names(r)
        if json:
            emit("inspect.appeals", 1, {
                "appeals": [{"number": numbers[f.inspection], **msgspec.to_builtins(f)} for f in waiting],
            })  # fmt: skip
            return 0
        table(
            (_("Inspection"), _("Day"), _("Item"), _("What"), _("Persons"), _("Points"), _("Appeal"), _("By")),
            [
                (numbers[f.inspection], f.day, f.item, words[f.subject], listed(who.get(p, p) for p in f.persons),
                 points(-f.points_c), f.appeal, who.get(f.appeal_by, ""))
                for f in waiting
            ],
            empty=_("No appeal waits for a decision."),
        )  # fmt: skip
        return 0


def _about_finding(
    found: Any, wanted: str, item: str, command: Callable[..., object], rights: Sequence[str], done: str, **given: Any
) -> int:
    """Give a command about one finding as the actor, say that it is `done`, and return the exit code.

    One of the `rights` is asked for before anything is looked up; who may not read people's records names one of his
    own findings, and learns nothing of others.
    """
    from supervisor.access import Right, allowed, require

    with opened() as app:
        with app.read() as r:
            if not any(allowed(r, app.actor, Right(right)) for right in rights):
                require(r, app.actor, Right(rights[0]))
            everybodys = allowed(r, app.actor, Right.READ_PEOPLE)
            subject = _finding(r, found, wanted, item) if everybodys else own_finding(r, app.actor, wanted, item)
        command(app.book, app.actor, subject, **given)
    say(done)
    return 0


def _revision(group: App, found: Any) -> None:
    @group.command
    def revise(wanted: str, file: Path | None = None, *, reason: str, json: bool = False) -> int:
        """Correct a finished inspection from a JSON file of the answers that change; all others are carried over.

        Both are kept; the correction counts from now on. The file is written as for `inspect log`. Without a file the
        correction is begun, to be answered and finished step by step.
        """
        from supervisor.access import Right, require
        from supervisor.inspection.ledger import inspection
        from supervisor.inspection.service import revise as begin_correction
        from supervisor.inspection.whole import correct_inspection

        answers = answers_in(file) if file is not None else []
        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.CORRECT_INSPECTION)
                there = found(r, wanted)
            if file is None:
                new = begin_correction(app.book, app.actor, there.subject, reason=reason)
            else:
                new = correct_inspection(
                    app.book, app.actor, there.subject, answers, reason=reason, file=str(file),
                    pictures=pictures_beside(answers, file),
                )  # fmt: skip
            with app.read() as r:
                done = inspection(r, new)
        assert done is not None
        if json:
            emit("inspect.revised", 1, {
                "subject": new, "number": done.number, "revises": there.subject, "state": done.state,
            })  # fmt: skip
        elif file is None:
            say(_("The correction {new} of {old} is begun: answer what changes, then finish it.").format(
                new=done.number, old=there.number
            ))  # fmt: skip
        else:
            say(_("{old} is corrected by {new}.").format(old=there.number, new=done.number))
        return 0
