"""Pictures of how people were judged: by whom how hard, what scores would be by an even hand, what a rank is worth."""

from __future__ import annotations

from supervisor.appraisal.fairness import Fairness
from supervisor.appraisal.fairness.saying import chance_words, reliability_words, severity_words
from supervisor.desktop.screens.appraisal.fairness.picture import Kind, Picture, Row, signed
from supervisor.language import _

KINDS: dict[str, Kind] = {"strict": "bad", "lenient": "warning", "alike": "accent", "few": "quiet", "alone": "quiet"}


def severity(found: Fairness) -> Picture:
    """Who marks hard: points a month against the mean inspector, with the band."""
    rows = []
    for one in found.severe:
        name, verdict = found.name(one.inspector), severity_words(one)
        words = _(
            "{name}: {points} points a month ({low} to {high}), {factor} times the mean, {n} inspections. {verdict}"
        ).format(
            name=name, points=signed(one.points), low=signed(one.points_low), high=signed(one.points_high),
            factor=f"{one.factor:.2f}", n=one.looks, verdict=verdict,
        )  # fmt: skip
        alone = one.verdict == "alone"
        rows.append(Row(
            one.inspector, name, words,
            (name, str(one.looks), f"{one.factor:.2f}", signed(one.points),
             f"{signed(one.points_low)} – {signed(one.points_high)}", verdict),
            (name, one.looks, one.factor, one.points, one.points_low, verdict),
            None if alone else one.points, None if alone else one.points_low, None if alone else one.points_high,
            kind=KINDS[one.verdict], hollow=one.verdict == "few", sure=one.verdict in ("strict", "lenient"),
        ))  # fmt: skip
    return Picture(
        "severity", _("How hard each inspector marks"),
        _("Right of the line: takes more than the mean inspector of the same people, check-lists and months. The bar "
          "is the 80 % band; a triangle stands where chance is ruled out, a hollow dot for few inspections."),
        heads=((_("Inspector"), False), (_("Inspections"), True), (_("Takes, mean = 1"), True),
               (_("Points a month"), True), (_("80 % band"), False), (_("Result"), False)),
        rows=tuple(rows), axis=_("points a month"), zero=0.0,
        empty=_("No inspection was finished in these months."),
    )  # fmt: skip


def adjusted(found: Fairness) -> Picture:
    """Scores as found and by an even hand."""
    order = sorted(found.adjusted, key=lambda one: (one.rank or 999, -one.total))
    rows = []
    for one in order:
        name, moved = found.name(one.person), one.adjusted - one.total
        words = _("{name}: {total} as found, {adjusted} adjusted ({moved}); rank {rank}, adjusted {after}").format(
            name=name, total=f"{one.total:.2f}", adjusted=f"{one.adjusted:.2f}", moved=signed(moved),
            rank=one.rank or "–", after=one.adjusted_rank or "–",
        )  # fmt: skip
        if one.most:
            words += " · " + _("most by {inspector}").format(inspector=found.name(one.most))
        rows.append(Row(
            one.person, name, words,
            (name, f"{one.total:.2f}", f"{one.adjusted:.2f}", signed(moved), str(one.rank or "–"),
             str(one.adjusted_rank or "–"), found.name(one.most) if one.most else "–"),
            (name, one.total, one.adjusted, moved, one.rank or 999, one.adjusted_rank or 999, one.most),
            one.adjusted, one.low, one.high, one.total, kind="bad" if moved < -0.005 else "accent",
        ))  # fmt: skip
    return Picture(
        "adjusted", _("Scores as found and adjusted"),
        _("Hollow: as found. Full: had everybody been marked by the mean inspector, with the 80 % band. The score that "
          "counts stays as found."),
        heads=((_("Person"), False), (_("Score"), True), (_("Adjusted"), True), (_("Difference"), True),
               (_("Rank"), True), (_("Adjusted rank"), True), (_("Most by"), False)),
        rows=tuple(rows), axis=_("points"), empty=_("Nobody has a score in this month yet."),
    )  # fmt: skip


def ranks(found: Fairness) -> Picture:
    """What each rank is worth."""
    rows = []
    for one in found.chances:
        name, verdict = found.name(one.person), chance_words(one)
        words = _("{name}: rank {rank}, as well {low} to {high} of {of}; best quarter {top}%, worst {bottom}%; {n} "
                  "inspections (mean {mean}). {verdict}").format(
            name=name, rank=one.rank, low=one.low, high=one.high, of=one.of, top=round(100 * one.top),
            bottom=round(100 * one.bottom), n=one.looks, mean=f"{one.usual:.0f}", verdict=verdict,
        )  # fmt: skip
        same = "–" if one.same_grade is None else f"{100 * one.same_grade:.0f}%"
        rows.append(Row(
            one.person, name, words,
            (str(one.rank), name, f"{one.low}–{one.high}", f"{100 * one.top:.0f}%", f"{100 * one.bottom:.0f}%", same,
             str(one.looks), verdict),
            (one.rank, name, one.low, one.top, one.bottom, one.same_grade or 0.0, one.looks, verdict),
            one.rank, one.low, one.high, kind="warning" if one.says_little else "accent", hollow=one.says_little,
        ))  # fmt: skip
    return Picture(
        "ranks", _("What each rank is worth"),
        _("The dot is the rank. The bar is where 80 of 100 months with equally many inspections would put the same "
          "conduct. Hollow: the rank says little."),
        notes=tuple(filter(None, (reliability_words(found.reliability),))),
        heads=((_("Rank"), True), (_("Person"), False), (_("80 % of ranks"), True), (_("Best quarter"), True),
               (_("Worst quarter"), True), (_("Same grade"), True), (_("Times inspected"), True), (_("Result"), False)),
        rows=tuple(rows), axis=_("rank"), whole=True,
        empty=_("No ranks can be judged: nothing was lost by inspections, or nobody holds a rank."),
    )  # fmt: skip
