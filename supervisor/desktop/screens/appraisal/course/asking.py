"""Each step of a month's course is asked for in plain words of what follows, and signed where it is a signature."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor.desktop.questions import Question
from supervisor.desktop.signing import SignSheet
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import listed, money
from supervisor.language import _

DAYS_TO_WRITE = 5
NAMED = 8  # names in a question; more are counted


def ask_self(page: Any) -> None:
    """Until which day everybody may assess himself; a review that runs goes back to it with the reason."""
    from supervisor.appraisal import service

    desk, month, state = page.desk, page.snapshot.month, page.snapshot.state
    running = state.state == "self"
    title = _("Until when is the self-assessment of {month} open?") if running else _(
        "Open the self-assessment of {month}?"
    )  # fmt: skip
    form = FormSheet(page, desk, title.format(month=month))
    form.body.addWidget(
        label(
            _("Everybody may write about the own month until the end of that day and change it until you start the "
              "review. Nobody else's record is shown."), "small", wrap=True,
        )
    )  # fmt: skip
    day = state.until if running else page.snapshot.today + timedelta(days=DAYS_TO_WRITE)
    form.day("until", _("Last day"), max(day, page.snapshot.today))
    if state.state == "review":
        form.lines("reason", _("Why the month goes back to the self-assessment"))
    form.send(
        _("Change the last day") if running else _("Open"),
        lambda v: service.open_self_assessment(
            desk.book, desk.actor, month, until=v["until"], reason=v.get("reason", "")
        ),
        said=_("Everybody can write until that day."),
    )


def ask_review(page: Any) -> None:
    """Start the review; a published month goes back to it with the reason."""
    from supervisor.appraisal import service

    desk, month, snapshot = page.desk, page.snapshot.month, page.snapshot
    if snapshot.state.state == "published":
        form = FormSheet(page, desk, _("Put {month} back to the review?").format(month=month))
        words = _("The scores must be published anew, and the days for appeals begin anew. Appeals and decisions stay.")
        form.body.addWidget(label(words, wrap=True))
        form.lines("reason", _("Reason (everybody reads it)"))
        form.send(
            _("Put back"),
            lambda v: service.open_review(desk.book, desk.actor, month, reason=v["reason"]),
            said=_("The month is under review again."),
        )
        return
    follows = [_("The managers write a word on each person. Self-assessments can no longer be changed.")]
    if snapshot.state.state == "self":
        missing = _missing(snapshot, "assessed", _("{n} have not assessed themselves: {names}."))
        if missing and snapshot.today <= snapshot.state.until:
            words = _("Everybody may write until {day}. Wait for it, or set an earlier last day.")
            follows = [missing, words.format(day=snapshot.state.until)]
            question = Question(
                _("The self-assessment of {month} is still open").format(month=month), " ".join(follows),
                _("Another last day"),
            )  # fmt: skip
            desk.confirm(page, question, lambda: ask_self(page))
            return
        follows.insert(0, missing)
    question = Question(
        _("Start the review of {month}?").format(month=month), " ".join(filter(None, follows)), _("Start the review")
    )
    desk.confirm(
        page, question,
        lambda: desk.command(
            page, lambda: service.open_review(desk.book, desk.actor, month), said=_("The review has begun.")
        ),
    )  # fmt: skip


def ask_publish(page: Any) -> None:
    """Show the scores to each person; appeals run from then."""
    from supervisor.appraisal import service

    desk, month, snapshot = page.desk, page.snapshot.month, page.snapshot
    days = snapshot.scored.rulebook.appeal_days
    follows = [_("Everybody may read the own score and appeal within {n} days.").format(n=days)]
    if snapshot.state.state == "review":
        follows.append(_missing(snapshot, "reviewed", _("{n} are not reviewed: {names}.")))
    title = _("Publish the scores of {month}?").format(month=month)
    question = Question(title, " ".join(filter(None, follows)), _("Publish the scores"))
    desk.confirm(
        page, question,
        lambda: desk.command(page, lambda: service.publish(desk.book, desk.actor, month), said=_("Published.")),
    )  # fmt: skip


def ask_sign(page: Any) -> None:
    """Sign with the password and lock over exactly the evidence held now."""
    from supervisor.appraisal import service

    desk, month, scored = page.desk, page.snapshot.month, page.snapshot.scored
    follows = _("{people} people, fines {fines}. Later evidence of this month is kept and listed, but does not count.")
    words = [follows.format(people=len(scored.people), fines=money(service.fines_cents(scored)))]
    if scored.changed:
        words.append(_("{n} scores are no longer what was published; what is signed is what stands now.").format(
            n=len(scored.changed)))  # fmt: skip
    form = SignSheet(page, desk, _("Sign and lock {month}?").format(month=month), " ".join(words))
    if _cut_short(page.snapshot):
        form.lines("reason", _("Why it cannot wait until the last day for appeals"))
    form.sign(
        _("Sign and lock"),
        lambda v: service.lock(desk.book, desk.actor, month, reason=v.get("reason", "")),
        said=_("Signed and locked."),
    )


def ask_reopen(page: Any) -> None:
    """Open a signed month again, with the reason and a signature."""
    from supervisor.appraisal import service

    desk, month = page.desk, page.snapshot.month
    words = _("What was signed stays on record. The month must then be published and signed anew.")
    form = SignSheet(page, desk, _("Open {month} again?").format(month=month), words)
    form.lines("reason", _("Reason"))
    form.sign(
        _("Open again"),
        lambda v: service.reopen(desk.book, desk.actor, month, reason=v["reason"]),
        said=_("The month is open again."),
    )


def _cut_short(snapshot: Any) -> bool:
    """Whether signing now takes appeals from somebody: days in which he may read the own score, or what was never
    published."""
    from supervisor.appraisal.course.noting import published_whole

    whole = snapshot.course.whole
    if not published_whole(snapshot.state, snapshot.scored.digest):
        return True
    return (
        snapshot.appeal_until is not None
        and snapshot.today <= snapshot.appeal_until
        and (whole is None or bool(whole.missing("seen")))
    )


def _missing(snapshot: Any, what: str, words: str) -> str:
    whole = snapshot.course.whole
    names = [one.member.name for one in whole.missing(what)] if whole is not None else []
    if not names:
        return ""
    shown = listed(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return words.format(n=len(names), names=shown)
