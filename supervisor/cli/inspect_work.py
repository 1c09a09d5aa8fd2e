"""One inspection step by step: begin, answer, remark, photo, take back, give up, what is missing.

Each command is in the book when it returns, so that an inspection goes on where it stood, on this machine or after it
was switched off.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import emit, instant_of, opened, person_of, say, table
from supervisor.cli.inspect_outcome import marks, say_score
from supervisor.errors import BadInput
from supervisor.language import _, listed

Named = Annotated[str, Parameter(help="number of the inspection, or its beginning")]
ItemId = Annotated[str, Parameter(help="number of the item in the check-list")]


def register(group: App, found: Callable[[Any, str], Any]) -> None:
    """Add the commands to `supervisor inspect`; `found(reader, wanted)` names an inspection."""
    _beginning(group, found)
    _answering(group, found)
    _showing(group, found)


def people_in(r: Any, listed: str) -> tuple[str, ...]:
    """People's subjects from staff numbers or names parted by commas. Raises BadInput."""
    parts = listed.replace("，", ",").replace("、", ",").split(",")
    return tuple(dict.fromkeys(person_of(r, part.strip()) for part in parts if part.strip()))


def named(app: Any, r: Any, found: Callable[[Any, str], Any], wanted: str) -> Any:
    """The inspection meant, for a person who may inspect. Raises Refused, BadInput."""
    from supervisor.access import Right, require

    require(r, app.actor, Right.INSPECT)
    return found(r, wanted)


def _beginning(group: App, found: Callable[[Any, str], Any]) -> None:
    @group.command
    def begin(
        template: str,
        *,
        place: str = "",
        source: str = "on_site",
        inspected: Annotated[str, Parameter(help="who is inspected: staff numbers parted by commas")] = "",
        at: str | None = None,
        json: bool = False,
    ) -> int:
        """Begin an inspection, to be answered item by item (`inspect answer`) and finished (`inspect finish`)."""
        from supervisor.access import Right, require
        from supervisor.inspection import service
        from supervisor.inspection.ledger import sheet

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.INSPECT)
                whom = people_in(r, inspected)
            subject = service.begin(
                app.book, app.actor, template, source=source, place=place, inspected=whom,  # type: ignore[arg-type]
                at=instant_of(app, at) if at else None,
            )  # fmt: skip
            with app.read() as r:
                page = sheet(r, subject)
        number, items = page.inspection.number, page.score.items
        if json:
            emit("inspect.begun", 1, {"subject": subject, "number": number, "code": page.inspection.code,
                                      "digest": page.inspection.digest, "items": items})  # fmt: skip
        else:
            say(_("Begun: {number}, {count} items are asked.").format(number=number, count=items))
        return 0

    @group.command
    def abandon(wanted: Named, *, reason: str) -> int:
        """Give up an inspection under way; what was answered is kept, and `inspect resume` goes on with it."""
        from supervisor.inspection import service

        return _step(found, wanted, lambda app, subject: service.abandon(app.book, app.actor, subject, reason=reason),
                     _("Given up."))  # fmt: skip

    @group.command
    def resume(wanted: Named, *, reason: str) -> int:
        """Go on with an inspection that was given up (by its whole number)."""
        from supervisor.inspection import service

        return _step(found, wanted, lambda app, subject: service.resume(app.book, app.actor, subject, reason=reason),
                     _("It is under way again."))  # fmt: skip


def _step(found: Callable[[Any, str], Any], wanted: str, work: Callable[[Any, str], object], said: str) -> int:
    """Give `work` the open book and the inspection's subject."""
    with opened() as app:
        with app.read() as r:
            subject = named(app, r, found, wanted).subject
        work(app, subject)
    say(said)
    return 0


def _answering(group: App, found: Callable[[Any, str], Any]) -> None:
    @group.command
    def answer(
        wanted: Named,
        item: ItemId,
        what: Annotated[str, Parameter(help="pass, fail or na; of a question the fact, choices parted by commas")] = "",
        *,
        persons: Annotated[str, Parameter(help="whom it is about: staff numbers parted by commas")] = "",
        places: Annotated[str, Parameter(help="where it was seen, parted by commas")] = "",
        cases: Annotated[int, Parameter(help="how many cases")] = 1,
        value: Annotated[str, Parameter(help="measured rate, as 0.05 or 5%")] = "",
        note: str | None = None,
        act: Annotated[str, Parameter(help="name of the act, the same for items that are one act")] = "",
        mended: Annotated[bool, Parameter(negative=(), help="put right on the spot: no action follows")] = False,
        owner: str = "",
        clear: Annotated[bool, Parameter(negative=(), help="take the answer away: the item is unanswered")] = False,
        json: bool = False,
    ) -> int:  # fmt: skip
        """Answer one item, or answer it anew; the score as it then stands is told."""
        from supervisor.inspection import answering, service
        from supervisor.inspection.ledger import template

        with opened() as app:
            with app.read() as r:
                there = named(app, r, found, wanted)
                pinned = template(r, there.digest)
                whom, by = people_in(r, persons), person_of(r, owner) if owner else ""
            if clear:
                service.clear(app.book, app.actor, there.subject, item)
            else:
                asks = pinned.item(item) if pinned.has(item) else None
                fact = asks is not None and asks.kind != "check"
                verdict = "given" if fact else answering.verdict(what)
                if verdict is None:
                    raise BadInput(_("Unknown verdict “{word}”.").format(word=what))
                service.answer(
                    app.book, app.actor, there.subject, item, verdict,  # type: ignore[arg-type]
                    persons=whom, places=_parted(places), cases=cases, value=_rate(value), note=note, act=act,
                    mended=mended, owner=by, text=what if fact else "",
                )  # fmt: skip
            _say_standing(app, there.subject, item, json)
        return 0

    @group.command
    def note(wanted: Named, item: ItemId, text: Annotated[str, Parameter(help="the remark; empty: none")]) -> int:
        """Set the remark to an item, answered or not."""
        from supervisor.inspection import service

        return _step(found, wanted, lambda app, subject: service.set_note(app.book, app.actor, subject, item, text),
                     _("Recorded."))  # fmt: skip

    @group.command
    def photo(
        wanted: Named, item: ItemId, files: Annotated[list[Path] | None, Parameter(help="photos to attach")] = None, *,
        remove: Annotated[str, Parameter(help="digest of a photo to take off, or its beginning")] = "",
        json: bool = False,
    ) -> int:  # fmt: skip
        """Attach photos to an item, made small and without location; or take one off with `--remove`."""
        from supervisor.cli.answers_file import picture_in
        from supervisor.inspection import ledger, service

        if not files and not remove:
            raise BadInput(_("Name a photo to attach, or one to --remove."))
        with opened() as app:
            with app.read() as r:
                subject = named(app, r, found, wanted).subject
                pictures = [picture_in(file) for file in files or ()]
                there = [p.digest for p in ledger.photos(r, subject) if p.item == item]
            gone = [digest for digest in there if remove and digest.startswith(remove)]
            if remove and len(gone) != 1:
                raise BadInput(_("There is no one photo {digest} at {item}; there are: {known}").format(
                    digest=remove, item=item, known=listed(d[:12] for d in there) or "-"))  # fmt: skip
            with app.book.batch():
                for picture in pictures:
                    service.attach_photo(
                        app.book, app.actor, subject, item, picture.content, original=picture.original,
                        name=picture.name,
                    )  # fmt: skip
                for digest in gone:
                    service.remove_photo(app.book, app.actor, subject, item, digest)
            with app.read() as r:
                left = [p for p in ledger.photos(r, subject) if p.item == item]
        if json:
            emit("inspect.photos", 1, {"subject": subject, "item": item, "photos": left})
        else:
            say(_("{item} has {count} photos.").format(item=item, count=len(left)))
        return 0

    @group.command
    def undo(wanted: Named, *, json: bool = False) -> int:
        """Take back one's own last answer in an inspection under way; again: the one before."""
        from supervisor.inspection import service

        with opened() as app:
            with app.read() as r:
                subject = named(app, r, found, wanted).subject
            item = service.undo(app.book, app.actor, subject)
            if item is not None:
                _say_standing(app, subject, item, json)
            elif json:
                emit("inspect.answered", 1, {"item": None})
            else:
                say(_("There is nothing to take back."))
        return 0


def _parted(listed: str) -> tuple[str, ...]:
    parts = listed.replace("，", ",").replace("、", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _rate(text: str) -> float | None:
    """A measured rate as a fraction, from 0.05 or 5%. Raises BadInput."""
    if not text.strip():
        return None
    plain = text.strip().replace("％", "%")
    try:
        return float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        raise BadInput(_("{text} is no rate; write 0.05 or 5%.").format(text=text)) from None


def _say_standing(app: Any, subject: str, item: str, json: bool) -> None:
    """One item as it stands, and the running score with the reason."""
    from supervisor.access import Right, allowed
    from supervisor.inspection.facts import said
    from supervisor.inspection.ledger import sheet
    from supervisor.inspection.scoring.explain import explain

    with app.read() as r:
        page = sheet(r, subject)
        seeing = allowed(r, app.actor, Right.READ_PEOPLE) or page.inspection.inspector == app.actor
    given = page.answer(item)
    line = next((one for one in page.score.lines if one.item == item), None)
    answered = {a.item for a in page.answers}
    left = [i.id for i in page.template.items() if i.id in page.asked and i.id not in answered and i.kind != "note"]
    if json:
        emit("inspect.answered", 1, {
            "number": page.inspection.number, "item": item, "answer": given, "asked": item in page.asked,
            "line": line if seeing else None, "left": left, **marks(page.score if seeing else None),
        })  # fmt: skip
        return
    asks = page.template.item(item)
    seen = said(asks, given) or _("(unanswered)")
    why = f"  {explain(line, page.template)}" if line is not None and seeing else ""
    say(f"{item} {asks.words}  {seen}{why}")
    if item not in page.asked:
        say(_("It is not asked as things stand, and does not count."))
    if seeing:
        say_score(page.score)
    say(_("{count} items are not answered yet.").format(count=len(left)))


def _showing(group: App, found: Callable[[Any, str], Any]) -> None:
    @group.command
    def missing(wanted: Named, *, json: bool = False) -> int:
        """What an inspection under way still lacks: what stops the finish, and what is only warned of."""
        from supervisor.inspection import service
        from supervisor.inspection.finishing import lack
        from supervisor.inspection.ledger import template

        with opened() as app, app.read() as r:
            there = named(app, r, found, wanted)
            gaps, pinned = service.missing(r, there.subject), template(r, there.digest)
        if json:
            emit("inspect.missing", 1, {"number": there.number, "state": there.state, "missing": [
                {"item": gap.item, "what": gap.what, "level": gap.level} for gap in gaps
            ]})  # fmt: skip
            return 0
        levels = {"stop": _("stops the finish"), "warn": _("is warned of")}
        table(
            (_("Item"), _("What"), _("Missing"), _("Then")),
            [(gap.item, pinned.item(gap.item).words, lack(gap), levels.get(gap.level, gap.level)) for gap in gaps],
            empty=_("Nothing is missing."),
        )
        return 0
