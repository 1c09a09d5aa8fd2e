"""Taking in a whole set-up workbook: one command, so that a branch is never half there.

People are recognised by their staff number and posts by their code: a second import changes what differs
and adds what is new. Nobody leaves because a line is missing; leaving is a fact of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from supervisor.access import Right, require
from supervisor.branch.alterations import Altered, altered
from supervisor.branch.events import (
    BRANCH,
    BranchFounded,
    BranchNumberSet,
    ClassSet,
    PaydaysSet,
    PensionDaysSet,
    PostRulesSet,
    PostSet,
    ProfileChanged,
    SkillSet,
    ZoneSet,
)
from supervisor.branch.forms import SHEETS, WEEKDAY_NAMES
from supervisor.branch.intake import BranchFile, PostLine, ProfileLine, read_branch
from supervisor.branch.ledger import branch_profile, founded, name_of, names, overrides, posts, weekly_hours
from supervisor.branch.records import Hours, Override, Post
from supervisor.branch.service import append_hours, append_override, append_post
from supervisor.branch.staff import granted_only
from supervisor.branch.taking_people import take_people
from supervisor.branch.workbook import plain
from supervisor.errors import BadInput, Fault
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _

TARGET_MINUTES, TARGET_SHARE = 10.0, 0.8


class TakenLine(msgspec.Struct, frozen=True):
    """One line of the file: its sheet (a key of `forms.SHEETS`), what it names, "added", "changed" or "unchanged", and
    which columns change how.
    """

    sheet: str
    what: str
    outcome: str
    changes: tuple[Altered, ...] = ()


class Imported(msgspec.Struct, frozen=True):
    """What an import did (or would do), counted by lines: `unchanged` lines left no entry."""

    added: int
    changed: int
    unchanged: int
    lines: tuple[TakenLine, ...] = ()
    unnamed: tuple[tuple[str, str], ...] = ()  # zones, classes and skills used without a name: (kind, what is written)


class _LookedAt(Exception):
    """Raised to leave a preview's transaction without writing."""


class _Count:
    def __init__(self) -> None:
        self.lines: list[TakenLine] = []

    def note(self, sheet: str, what: str, *, new: bool, differs: bool, changes: Iterable[Altered] = ()) -> bool:
        """Count one line; returns whether anything is to be written for it."""
        outcome = "added" if new else "changed" if differs else "unchanged"
        self.lines.append(TakenLine(sheet, what, outcome, tuple(changes) if outcome == "changed" else ()))
        return new or differs

    def result(self, unnamed: tuple[tuple[str, str], ...]) -> Imported:
        """All of it, counted."""
        counts = {name: sum(line.outcome == name for line in self.lines) for name in ("added", "changed", "unchanged")}
        return Imported(**counts, lines=tuple(self.lines), unnamed=unnamed)


def import_branch(book: Book, actor: str, path: Path) -> Imported:
    """Take in a set-up workbook. Raises BadInput with every fault, or Refused; then nothing was written."""
    return take_in(book, actor, read_branch(path), path.name)


def preview_branch(book: Book, actor: str, path: Path) -> Imported:
    """What `import_branch` would do, without doing it: the same checks, rights and comparisons, nothing written.

    Raises BadInput with every fault, or Refused.
    """
    file = read_branch(path)
    found: list[Imported] = []
    try:
        with book.write(actor) as w:
            found.append(_take_in(w, file, path.name))
            raise _LookedAt  # the transaction ends unwritten
    except _LookedAt:
        return found[0]


def take_in(book: Book, actor: str, file: BranchFile, name: str = "") -> Imported:
    """Write checked values in one command (the sample uses it too)."""
    with book.write(actor) as w:
        return _take_in(w, file, name)


def _take_in(w: Writer, file: BranchFile, name: str) -> Imported:
    require(w, w.actor, Right.MANAGE_BRANCH)
    if file.people:
        require(w, w.actor, Right.MANAGE_PEOPLE)
    count = _Count()
    _profile(w, file.profile, count, name)
    _named(w, file, count)
    file = with_codes(w, file)
    _posts(w, file.posts, count, name)
    authorisations = granted_only(w, {one.code for one in file.named.get("skill", ()) if not one.authorisation})
    take_people(w, file.people, count.note, authorisations, name)
    _times(w, file, count)
    return count.result(_unnamed(w, file))


def _unnamed(r: Reader, file: BranchFile) -> tuple[tuple[str, str], ...]:
    """Codes that posts and people of the file use and nobody has named: likely slips, which refuse nothing."""
    used = {("zone", one.zone) for one in (*file.posts, *file.people)}
    used |= {("class", one.service_class) for one in file.posts} | {("skill", one.skill) for one in file.posts}
    used |= {("skill", skill) for one in file.people for skill in one.skills}
    named = {(kind, one.code) for kind in ("zone", "class", "skill") for one in names(r, kind)}
    named |= {(kind, one.code) for kind, lines in file.named.items() for one in lines}
    return tuple(sorted((kind, code) for kind, code in used - named if code))


def with_codes(r: Reader, file: BranchFile) -> BranchFile:
    """The same file with zones, classes and skills by their codes where somebody wrote their names."""
    codes: dict[str, dict[str, str]] = {}
    for kind in (
        "zone",
        "class",
        "skill",
    ):  # a writer reads the state before its write: what the file names is asked too
        known = [*names(r, kind), *file.named.get(kind, ())]
        codes[kind] = {plain(word): one.code for one in known for word in (one.name.zh, one.name.en) if word}
        codes[kind] |= {plain(one.code): one.code for one in known}  # a code wins over a name that reads like it

    def code(kind: str, written: str) -> str:
        return codes[kind].get(plain(written), written)

    replace = msgspec.structs.replace
    return replace(
        file,
        posts=tuple(
            replace(line, zone=code("zone", line.zone), service_class=code("class", line.service_class),
                    skill=code("skill", line.skill))
            for line in file.posts
        ),
        people=tuple(
            replace(line, zone=code("zone", line.zone), skills=tuple(code("skill", one) for one in line.skills))
            for line in file.people
        ),
    )  # fmt: skip


def _profile(w: Writer, line: ProfileLine | None, count: _Count, name: str) -> None:
    if line is None:
        if not founded(w):
            fault = Fault(_("the branch has no name yet"), _("Add the sheet 网点 with a column 名称."), name)
            raise BadInput(_("The file was not taken in."), (fault,))
        return
    if not founded(w):
        count.note("profile", line.name, new=True, differs=True)
        w.append(
            BRANCH,
            BranchFounded(
                name=line.name,
                zone=w.zone.key,
                target_minutes=line.target_minutes or TARGET_MINUTES,
                target_share=line.target_share or TARGET_SHARE,
            ),
        )
        if line.paydays:
            w.append(BRANCH, PaydaysSet(days=line.paydays))
        if line.pension_days:
            w.append(BRANCH, PensionDaysSet(days=line.pension_days))
        if line.number:
            w.append(BRANCH, BranchNumberSet(branch_no=line.number))
        return
    known = branch_profile(w)
    wanted = (
        line.name,
        line.target_minutes or known.target_minutes,
        line.target_share or known.target_share,
    )
    money = (line.paydays or known.paydays, line.pension_days or known.pension_days)
    number = line.number or known.number
    differs = wanted != (known.name, known.target_minutes, known.target_share)
    changes = altered([
        ("name", known.name, wanted[0]), ("target_minutes", known.target_minutes, wanted[1]),
        ("target_share", known.target_share, wanted[2]), ("paydays", known.paydays, money[0]),
        ("pension_days", known.pension_days, money[1]), ("number", known.number, number),
    ])  # fmt: skip
    if count.note("profile", line.name, new=False, differs=bool(changes), changes=changes):
        if differs:
            w.append(
                BRANCH,
                ProfileChanged(name=line.name, target_minutes=wanted[1], target_share=wanted[2]),
            )
        if money[0] != known.paydays:
            w.append(BRANCH, PaydaysSet(days=money[0]))
        if money[1] != known.pension_days:
            w.append(BRANCH, PensionDaysSet(days=money[1]))
        if number != known.number:
            w.append(BRANCH, BranchNumberSet(branch_no=number))


def _named(w: Writer, file: BranchFile, count: _Count) -> None:
    for kind, lines in file.named.items():
        known = {one.code: one for one in names(w, kind)}
        for line in lines:
            new = line.code not in known
            old = known.get(line.code, line)
            changes = altered([
                ("zh", old.name.zh, line.name.zh), ("en", old.name.en, line.name.en),
                ("authorisation", old.authorisation, line.authorisation),
            ])  # fmt: skip
            if count.note(kind, f"{line.code} {line.name}", new=new, differs=old != line, changes=changes):
                fact = (
                    SkillSet(name=line.name, authorisation=line.authorisation)
                    if kind == "skill"
                    else (ZoneSet if kind == "zone" else ClassSet)(name=line.name)
                )
                w.append(f"{kind}:{line.code}", fact)


def _posts(w: Writer, lines: tuple[PostLine, ...], count: _Count, file: str) -> None:
    known: dict[str, Post] = {post.code: post for post in posts(w)}
    apart = _apart(known, lines, file)
    subjects = {code: post.subject for code, post in known.items()}
    rules: dict[str, tuple[int, set[str]]] = {}
    for line in lines:
        values = {name: getattr(line, name) for name in PostSet.__struct_fields__}
        old = known.get(line.code)
        changes = old is None or any(getattr(old, name) != value for name, value in values.items())
        minutes = old.handover_minutes if old and line.handover_minutes is None else line.handover_minutes or 0
        held = {one for one, post in known.items() if old is not None and post.subject in old.incompatible}
        turned = (minutes, apart[line.code]) != ((old.handover_minutes, held) if old else (0, set()))
        told = _post_changes(w, old, line, minutes, held, apart[line.code]) if old and (changes or turned) else ()
        if count.note("post", f"{line.code} {line.name}", new=old is None, differs=changes or turned, changes=told):
            if changes:
                subjects[line.code] = append_post(w, PostSet(**values), old.subject if old else None)
            if turned:
                rules[line.code] = (minutes, apart[line.code])
    for code, (minutes, others) in rules.items():  # once every post of the file has its subject
        given = tuple(sorted(subjects[other] for other in others))
        w.append(subjects[code], PostRulesSet(handover_minutes=minutes, incompatible=given))


def _post_changes(
    r: Reader, old: Post, line: PostLine, minutes: int, held: set[str], apart: set[str]
) -> tuple[Altered, ...]:
    def called(kind: str, code: str) -> str:
        return name_of(r, kind, code) if code else ""

    return altered([
        ("zh", old.name.zh, line.name.zh), ("en", old.name.en, line.name.en),
        ("zone", called("zone", old.zone), called("zone", line.zone)),
        ("service_class", called("class", old.service_class), called("class", line.service_class)),
        ("skill", called("skill", old.skill), called("skill", line.skill)), ("stations", old.stations, line.stations),
        ("min_cover", old.min_cover, line.min_cover), ("dual_control", old.dual_control, line.dual_control),
        ("handover_minutes", old.handover_minutes, minutes), ("incompatible", held, apart),
    ])  # fmt: skip


def _apart(known: dict[str, Post], lines: tuple[PostLine, ...], file: str) -> dict[str, set[str]]:
    """Of each post of the file, by code, the posts that nobody may hold on the same day; a pair counts from both sides.

    What an older workbook says nothing of stays, and what is between a post of the file and one that is not in it.
    Raises BadInput for a post nobody knows.
    """
    codes = {plain(word): one.code for one in (*known.values(), *lines) for word in (one.name.zh, one.name.en) if word}
    codes |= {plain(one.code): one.code for one in (*known.values(), *lines)}
    by_subject = {post.subject: code for code, post in known.items()}
    told = any(line.incompatible is not None for line in lines)
    found: dict[str, set[str]] = {line.code: set() for line in lines}
    faults = []
    for line in lines:
        for written in line.incompatible or ():
            other = codes.get(plain(written), "")
            if not other or other == line.code:
                problem = (
                    _("A post cannot be incompatible with itself.") if other
                    else _("There is no post {code}.").format(code=written)
                )  # fmt: skip
                faults.append(Fault(problem, _("Write codes of other posts."), file, SHEETS["post"][0][0], line.row))
                continue
            found[line.code].add(other)
            if other in found:
                found[other].add(line.code)
    for code, post in known.items():
        for subject in post.incompatible:
            other = by_subject.get(subject, "")
            if code in found and other and not (told and other in found):
                found[code].add(other)
    if faults:
        raise BadInput(_("The file was not taken in: {n} faults.").format(n=len(faults)), tuple(faults))
    return found


def _times(w: Writer, file: BranchFile, count: _Count) -> None:
    hours = {(one.weekday, one.valid_from): one for one in weekly_hours(w)}
    for line in file.hours:
        old_hours: Hours | None = hours.get((line.weekday, line.valid_from))
        differs = old_hours is None or old_hours.opening != line.opening
        changes = altered([("open", old_hours.opening, line.opening)] if old_hours else ())
        weekday = WEEKDAY_NAMES[line.weekday]
        if count.note("hours", weekday, new=old_hours is None, differs=differs, changes=changes):
            append_hours(w, line.weekday, line.opening, line.valid_from)
    known: dict[date, Override] = {one.day: one for one in overrides(w)}
    for line in file.calendar:
        old = known.get(line.day)
        wanted = (line.working, line.opening if line.working else None, line.note)
        differs = old is None or (old.working, old.opening, old.note) != wanted
        changes = altered(
            [("working", old.working, wanted[0]), ("open", old.opening, wanted[1]), ("note", old.note, wanted[2])]
            if old else ()
        )  # fmt: skip
        if count.note("calendar", line.day.isoformat(), new=old is None, differs=differs, changes=changes):
            append_override(w, line.day, line.working, line.opening, line.note)
