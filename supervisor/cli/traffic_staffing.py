"""People needed against people planned, and the waiting targets they are measured by."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import day_of, emit, minute_text, opened, reading, say, table
from supervisor.errors import BadInput
from supervisor.language import _

Day = Annotated[str | None, Parameter(name=["--date", "--day"])]


def register(group: App) -> None:
    """Add `traffic staffing` and `traffic target`."""

    @group.command
    def staffing(date: Day = None, *, json: bool = False) -> int:
        """People needed for the waiting target, by class and quarter-hour, against those planned (default: today)."""
        from supervisor.traffic.outlook.need import day_need
        from supervisor.traffic.outlook.today import class_name

        with reading() as (_app, r):
            found = day_need(r, day_of(date, r.today))
            called = {one.service_class: class_name(r, one.service_class) for one in found.classes}
        if json:
            emit("traffic.staffing", 1, {
                "day": found.day, "first_minute": found.first_minute, "quarter_minutes": 15,
                "on_roster": found.on_roster, "classes": {one.service_class: _document(one) for one in found.classes},
            })  # fmt: skip
            return 0
        if not found.classes:
            say(_("Nothing is known of the customers of {day}: take tickets in with `traffic import`.").format(
                day=found.day
            ))  # fmt: skip
            return 0
        for one in found.classes:
            target = _("{share:.0%} within {minutes:g} minutes").format(
                share=one.target.share, minutes=one.target.minutes
            )
            say(_("{name}: target {target}").format(name=called[one.service_class], target=target))
            if one.behaviour is not None:
                words = (
                    _("Service {service:.1f} min (from {services} tickets)"),
                    _("patience {patience:.0f} min (from {leavers} who left)"),
                )
                say(" · ".join(words).format(
                    service=one.behaviour.service_minutes, services=one.behaviour.services,
                    patience=one.behaviour.patience_minutes, leavers=one.behaviour.leavers,
                ))  # fmt: skip
            if one.kept is not None:
                say(_("As planned {share:.0%} are served in time").format(share=one.kept))
            table((_("Time"), _("Customers"), _("Needed"), _("Planned"), _("In time"), _("Wait (min)"), ""), _rows(
                one, found.first_minute
            ))  # fmt: skip
        if not found.on_roster:
            say(_("There is no roster for {day}: what is needed cannot be held against it.").format(day=found.day))
        return 0

    @group.command
    def target(
        service_class: str = "", *, minutes: float | None = None, share: float | None = None, usual: bool = False,
        json: bool = False,
    ) -> int:  # fmt: skip
        """Waiting targets of the classes; with a class, minutes and share give it one of its own, without one they are
        the branch's.
        """
        from supervisor.branch.ledger import branch_profile, service_classes
        from supervisor.branch.service import change_profile
        from supervisor.traffic.outlook.today import class_name
        from supervisor.traffic.targets.ledger import class_targets
        from supervisor.traffic.targets.service import set_class_target

        if service_class and (usual or minutes is not None or share is not None):
            with opened() as app:
                set_class_target(
                    app.book, app.actor, service_class, target_minutes=None if usual else minutes,
                    target_share=None if usual else share,
                )  # fmt: skip
        elif usual:
            raise BadInput(_("Name the class that is to have the branch's target again."))
        elif minutes is not None or share is not None:
            with opened() as app:
                change_profile(app.book, app.actor, target_minutes=minutes, target_share=share)
        with reading() as (_app, r):
            own, branch = class_targets(r), branch_profile(r)
            listed = [
                (code, class_name(r, code), own.get(code))
                for code in dict.fromkeys((*service_classes(r), *own))
                if service_class in ("", code)
            ]
        if json:
            emit("traffic.target", 1, {
                "branch": {"minutes": branch.target_minutes, "share": branch.target_share},
                "classes": [
                    {"service_class": code, "name": name, "own": one is not None,
                     "minutes": one.minutes if one else branch.target_minutes,
                     "share": one.share if one else branch.target_share}
                    for code, name, one in listed
                ],
            })  # fmt: skip
            return 0
        table(
            (_("Class"), _("Code"), _("Minutes"), _("Share"), ""),
            [
                (name, code, f"{one.minutes if one else branch.target_minutes:g}",
                 f"{one.share if one else branch.target_share:.0%}", _("its own") if one else _("the branch's"))
                for code, name, one in listed
            ],
        )  # fmt: skip
        return 0


def _document(one: Any) -> dict[str, Any]:
    return {
        "target_minutes": one.target.minutes, "target_share": one.target.share, "behaviour": one.behaviour,
        "customers": one.customers, "needed": one.needed, "planned": one.planned, "within": one.within,
        "wait_minutes": one.wait_minutes, "unplaced": one.unplaced, "kept": one.kept,
        "posts": [
            {"post": post.post, "name": post.name, "stations": post.stations, "needed": post.needed,
             "planned": post.planned}
            for post in one.posts
        ],
    }  # fmt: skip


def _rows(one: Any, first_minute: int) -> list[tuple[str, ...]]:
    short, missed = one.short(), one.missed()
    judged = bool(one.within.size)
    return [
        (
            minute_text(first_minute + 15 * at), f"{one.customers[at]:.1f}", str(one.needed[at]),
            f"{one.planned[at]:g}" if judged else "–", f"{one.within[at]:.0%}" if judged else "–",
            f"{one.wait_minutes[at]:.1f}" if judged else "–",
            _("target missed") if missed[at] else _("fewer than needed") if judged and short[at] else "",
        )
        for at in range(one.needed.size)
    ]  # fmt: skip
