"""What people say of a month at the command line: of themselves, the managers of each, colleagues of one another."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import emit, month_of, names, opened, person_of, say, table
from supervisor.cli.inspect_outcome import points
from supervisor.cli.judge_rules import hundredths_of
from supervisor.errors import BadInput
from supervisor.language import _

Values = Annotated[list[str] | None, Parameter(consume_multiple=True)]


def register(group: App) -> None:
    """Add `self`, `review`, `seen`, `own` and `peers` to `supervisor appraisal`."""
    _saying(group)
    _reading(group)
    peers = App(name="peers", help="what colleagues think of a person")
    group.command(peers)
    _peers(peers)


def _saying(group: App) -> None:
    @group.command(name="self")
    def self_assess(month: str, *, text: str = "", value: Values = None, withdraw: bool = False) -> int:
        """Say what one thinks of one's own month, with points for components if one likes; or take it back."""
        from supervisor.appraisal import service

        month = month_of(month)
        if withdraw == bool(text):
            raise BadInput(_("Write --text, or --withdraw."))
        given = {}
        for each in value or ():
            code, sign, figure = each.partition("=")
            try:
                given[code] = hundredths_of(float(figure if sign else ""))
            except ValueError:
                raise BadInput(_("{text}: write the component and its points, as service=92.5.").format(
                    text=each)) from None  # fmt: skip
        with opened() as app:
            if withdraw:
                service.withdraw_self(app.book, app.actor, month)
            else:
                service.self_assess(app.book, app.actor, month, text=text, values=given)
        say(_("Recorded."))
        return 0

    @group.command
    def review(month: str, person: str, *, comment: str, value: float | None = None, grade: str = "") -> int:
        """Review a person's month, with points and a proposed grade if one likes; never one's own."""
        from supervisor.appraisal import service

        value_c = None if value is None else hundredths_of(value)
        with opened() as app:
            with app.read() as r:
                whom = person_of(r, person)
            service.review(app.book, app.actor, month_of(month), whom, comment=comment, value_c=value_c, grade=grade)
        say(_("Recorded."))
        return 0

    @group.command
    def seen(month: str) -> int:
        """Take note of one's own published score."""
        from supervisor.appraisal import service

        with opened() as app:
            service.acknowledge(app.book, app.actor, month_of(month))
        say(_("Recorded."))
        return 0


def _reading(group: App) -> None:
    @group.command
    def own(month: str, *, person: str = "", json: bool = False) -> int:
        """What was said of one's own month; of another's for those who may read people."""
        from supervisor.appraisal import service

        month = month_of(month)
        with opened() as app, app.read() as r:
            whom = person_of(r, person) if person else app.actor
            found = service.person_month(r, app.actor, month, whom)
            who = names(r)
        if json:
            emit("appraisal.own", 1, {**_plain(found), "month": month, "state": found.month.state})
            return 0
        if found.assessment is not None:
            say(_("Self-assessment: {text}").format(text=found.assessment.text))
            for each in found.assessment.values:
                say(f"  {each.component}  {points(each.value_c)}")
        reviews = [each for each in (found.review, *found.rival_reviews) if each is not None]
        for each in reviews:
            say(_("Review by {name}: {text}").format(name=who.get(each.by, ""), text=each.comment))
            more = [points(each.value_c) if each.value_c is not None else "", each.grade]
            if any(more):
                say("  " + "  ".join(filter(None, more)))
        if len(reviews) > 1:
            say(_("Two laptops say different things: a further review settles it."))
        if found.peers.asked:
            mean = points(found.peers.mean_c) if found.peers.mean_c is not None else _("too few answers to say")
            say(_("Colleagues: {answered} of {asked} answered, mean {mean}").format(
                answered=found.peers.answered, asked=found.peers.asked, mean=mean))  # fmt: skip
            for comment in found.peers.comments:
                say(f"  {comment}")
        if found.appeals_until is not None:
            say(_("Appeals are possible until {day}.").format(day=found.appeals_until))
        if found.assessment is None and not reviews and not found.peers.asked:
            say(_("Nothing was said of this month yet."))
        return 0


def _plain(found: Any) -> dict[str, Any]:
    names = ("person", "assessment", "review", "rival_reviews", "peers", "seen", "appeals_until")
    return {name: getattr(found, name) for name in names}


def _peers(group: App) -> None:
    @group.command
    def ask(month: str, person: str, raters: list[str]) -> int:
        """Ask colleagues what they think of a person's month."""
        from supervisor.appraisal import service

        with opened() as app:
            with app.read() as r:
                whom, asked = person_of(r, person), [person_of(r, each) for each in raters]
            count = service.ask_peers(app.book, app.actor, month_of(month), whom, asked)
        say(_("{count} colleagues were asked.").format(count=count))
        return 0

    @group.command
    def answer(month: str, person: str, *, value: float, comment: str = "") -> int:
        """Answer what one was asked about a colleague; nobody reads who said what."""
        from supervisor.appraisal import service

        with opened() as app:
            with app.read() as r:
                whom = person_of(r, person)
            service.answer_peer(
                app.book, app.actor, month_of(month), whom, value_c=hundredths_of(value), comment=comment
            )
        say(_("Recorded."))
        return 0

    @group.command(name="list")
    def list_asked(month: str, *, json: bool = False) -> int:
        """About whom one was asked, with one's own answers."""
        from supervisor.appraisal import service

        month = month_of(month)
        with opened() as app, app.read() as r:
            found = service.asked_of(r, app.actor, month)
            who = names(r)
        if json:
            asked = [
                {"person": one.person, "name": who.get(one.person, ""), "value_c": one.value_c, "comment": one.comment}
                for one in found
            ]
            emit("appraisal.peers", 1, {"month": month, "asked": asked})
            return 0
        table(
            (_("Name"), _("Points"), _("Comment")),
            [
                (
                    who.get(one.person, ""),
                    _("not answered") if one.value_c is None else points(one.value_c),
                    one.comment,
                )
                for one in found
            ],
            empty=_("You were asked about nobody in this month."),
        )
        return 0
