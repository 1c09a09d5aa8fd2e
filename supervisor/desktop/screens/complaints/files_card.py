"""The files of a case and the looks at what is sealed, on the case's card: each file opened by a key or a click."""

from __future__ import annotations

from functools import partial
from typing import Any

from supervisor.desktop.screens.complaints.facts import section
from supervisor.desktop.screens.complaints.files_field import FilesField, size_words
from supervisor.desktop.screens.complaints.opened_file import ask_open
from supervisor.desktop.widgets.basics import RowFrame, button, column, label
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.worded import worded
from supervisor.desktop.wording import moment
from supervisor.language import _


def put_files(page: Any, card: Any, case: Any, files: Any, may_open: bool) -> None:
    """The files under the facts of the case, their names masked; a button opens each where one may."""
    from supervisor.complaints.attachments.kinds import KINDS

    if not files:
        return
    card.list.addWidget(section(_("Files ({n})").format(n=len(files))))
    zone = page.desk.book.zone
    for place, file in enumerate(files):
        kind = str(KINDS[file.kind]) if file.kind in KINDS else file.media_type
        when = f"{moment(file.at, zone)} · {page.name_of(file.actor)}"
        frame = RowFrame(last=place == len(files) - 1, side=0)
        words = " · ".join(part for part in (kind, size_words(file.size)) if part)
        texts = column(
            label(worded(file.name) or _("erased"), wrap=True), label(f"{words} · {when}", "small", wrap=True)
        )
        texts.setSpacing(0)
        frame.line.addLayout(texts, 1)
        if may_open:
            opening = button(
                _("Show it"), partial(ask_open, page, case.subject, file, f"{case.number}-{place + 1}"), "small",
                name=_("Open file {n}: {kind}").format(n=place + 1, kind=kind),
            )  # fmt: skip
            frame.line.addWidget(opening)
        card.list.addWidget(frame)


def put_looks(page: Any, card: Any, looks: Any) -> None:
    """Who looked at what is sealed, when and why; for those who may look themselves."""
    zone = page.desk.book.zone

    def said(one: Any) -> str:
        what = _("texts and contact") if not one.digest else _("a copy of a file") if one.saved else _("a file")
        return f"{what}{_(': ')}{one.reason}"

    lines = [(said(one), f"{moment(one.at, zone)} · {page.name_of(one.actor)}") for one in looks]
    card.put_list(_("Looks at the customer's data"), lines)


def ask_attach(page: Any, subject: str) -> None:
    """Add files to a case, also on a later day."""
    from supervisor.branch.faults import WrongField
    from supervisor.complaints.attachments.service import attach

    desk = page.desk
    form = FieldForm(page, desk, _("Add files to the case"))
    add_files(form, _("Letter, photo, recording"))

    def work(v: dict[str, Any]) -> None:
        if not v["files"]:
            raise WrongField("files", _("Choose a file first."))
        with desk.book.batch():
            for one in v["files"]:
                attach(desk.book, desk.actor, subject, name=one.name, data=one.data)

    form.send(_("Add to the case"), work, said=_("The files are sealed with the case."))


def add_files(form: FieldForm, title: str) -> None:
    """A field `files`; the verb waits until all that was chosen is read."""
    field = FilesField(form)
    form.field("files", title, field)

    def follow() -> None:
        verb = getattr(form, "verb", None)
        if verb is not None:
            verb.setEnabled(not field.busy)

    field.changed.connect(follow)
