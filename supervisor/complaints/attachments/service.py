"""Adding files to a case, listing them masked, opening one by a command that leaves an entry before it is shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

import msgspec

from supervisor.access import Right, allowed, require
from supervisor.branch.faults import WrongField
from supervisor.complaints import events
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.checks import concerned, found_case, plain_in, require_handler, require_step, required
from supervisor.complaints.rights.privacy import readable_case
from supervisor.complaints.settings.ledger import figures
from supervisor.complaints.texts.masking import mask_name
from supervisor.complaints.texts.sealing import seal_text
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _

from .kinds import KINDS, media_type
from .ledger import Attachment, Look, attachments, looks, whole_name

LARGEST_BYTES = 20 * 1024 * 1024
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 6


class ListedFile(msgspec.Struct, frozen=True):
    """A file of a case as it is listed: its name masked, since it may hold a customer's; size 0 where not noted."""

    digest: str
    name: str
    kind: str
    media_type: str
    size: int
    at: datetime
    actor: str


class OpenedFile(msgspec.Struct, frozen=True):
    """A file as it was handed in, byte for byte."""

    name: str
    kind: str
    media_type: str
    data: bytes


def too_large(name: str) -> BadInput:
    """What is said of a file beyond `LARGEST_BYTES`, which nobody needs to read first."""
    return BadInput(_("{name} is larger than 20 MB: attach a smaller scan or a shorter recording.").format(name=name))


def check_file(name: str, data: bytes) -> str:
    """The media type of a file that can be attached. Raises BadInput where it cannot, saying what to do instead."""
    if not data:
        raise BadInput(_("{name}: the file is empty.").format(name=name))
    if len(data) > LARGEST_BYTES:
        raise too_large(name)
    found = media_type(data)
    if not found:
        raise BadInput(
            _("{name} is no picture, PDF, recording or film. Save it as one of these, for instance as PDF.").format(
                name=name
            )
        )
    return found


def attach(book: Book, actor: str, subject: str, *, name: str, data: bytes) -> str:
    """Seal a letter scan, photo or recording with the case, its name too; returns its digest. At most 20 MB."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "attach")
        return attach_within(w, subject, name=name, data=data)


def attach_within(w: Writer, subject: str, *, name: str, data: bytes) -> str:
    """Seal a file in a command that has asked for the right already: `attach`, or the sitting that registers the case
    (whoever writes it down seals what came with it, whomever it is about and whoever owns it).
    """
    name = plain_name(name)
    media = check_file(name, data)
    _require_room(w, found_case(w, subject), name, data)
    digest = w.seal(subject, data)
    sealed_name = seal_text(w, subject, name)
    fact = events.ComplaintAttached(media_type=media, digest=digest, name_digest=sealed_name, size=len(data))
    w.append(subject, fact)
    return digest


def _require_room(r: Reader, case: Complaint, name: str, data: bytes) -> None:
    """Refuse a file larger than the branch allows, or one more than a case may have (`settings.figures`)."""
    limits = figures(r)
    if len(data) > limits.attachment_most_mb * 1024 * 1024:
        raise BadInput(
            _("{name} is larger than the {most} MB that this branch allows for one file.").format(
                name=name, most=limits.attachment_most_mb
            )
        )
    if len(attachments(r, case.subject)) >= limits.attachments_most:
        raise BadInput(
            _("{number} has {most} files, as many as a case may have here.").format(
                number=case.number, most=limits.attachments_most
            )
        )


def list_files(r: Reader, actor: str, subject: str) -> list[ListedFile]:
    """The files of a case for whoever may read it. Raises Refused."""
    case = readable_case(r, actor, subject)
    return [
        ListedFile(
            file.digest, "" if case.erased else masked_name(r, subject, file), file.kind, file.media_type, file.size,
            file.at, file.actor,
        )
        for file in attachments(r, subject)
    ]  # fmt: skip


def may_look(r: Reader, actor: str, case: Complaint) -> bool:
    """Whether a person has the right that `unmask` and `open_attachment` ask for; such a person sees who looked."""
    right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else Right.UNMASK
    return allowed(r, actor, right, about=concerned(r, case))


def may_open(r: Reader, actor: str, case: Complaint) -> bool:
    """Whether a person may see what is sealed in a case and there is something left to see."""
    return not case.erased and may_look(r, actor, case)


def open_attachment(
    book: Book, actor: str, subject: str, digest: str, reason: str, *, saved: bool = False
) -> OpenedFile:
    """A sealed file whole; who opened it and why is an entry before it is shown (`saved` for a copy outside the seal).

    Raises Refused without the right to see the customer's data and once the case was erased.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else Right.UNMASK
        require(w, actor, right, about=concerned(w, case))
        try:
            reason = required(reason, _("Write why you need to see the customer's data."))
            reason = plain_in(w, subject, reason, "reason")
        except BadInput as error:
            raise WrongField("reason", str(error)) from None
        file = next((one for one in attachments(w, subject) if one.digest == digest), None)
        if file is None:
            raise BadInput(_("{number} has no such file.").format(number=case.number))
        data = w.unseal(subject, digest)
        if data is None:
            raise Refused(_("This file can no longer be read: the case was erased."))
        name = whole_name(w, subject, file) or str(KINDS.get(file.kind, ""))
        w.append(subject, events.AttachmentOpened(digest=digest, reason=reason, saved=saved))
    return OpenedFile(name, file.kind, file.media_type, data)


def list_looks(r: Reader, actor: str, subject: str) -> list[Look]:
    """Who looked at what is sealed in a case, when and why, newest first; for those who might look themselves."""
    case = found_case(r, subject)
    right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else Right.UNMASK
    require(r, actor, right, about=concerned(r, case))
    return looks(r, subject)


def masked_name(r: Reader, subject: str, file: Attachment) -> str:
    """`王小明的来信.jpg` → `王*****.jpg`; "" once the case was erased."""
    name = whole_name(r, subject, file)
    suffix = PurePath(name).suffix
    if len(suffix) > _LONGEST_SUFFIX or not suffix[1:].isalnum():
        suffix = ""
    return mask_name(name.removesuffix(suffix))[:_LONGEST_NAME] + suffix if name else ""


def plain_name(name: str) -> str:
    """The last part of a path on one line, without letters that are not shown or turn the direction of writing."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter if letter.isprintable() or letter == "\u3000" else "_" for letter in last).strip()
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 9]}…{plain[-8:]}"
