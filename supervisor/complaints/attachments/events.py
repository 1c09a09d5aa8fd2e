"""What can happen to the files of a case; bytes and names stand under the case's seal, never in an entry."""

from __future__ import annotations

from supervisor.journal import Event, event


@event("complaints.attached", version=1, additive=True)
class ComplaintAttached(Event):
    """A letter scan, photo or recording was added, sealed with the case."""

    media_type: str
    digest: str
    name: str = ""  # the file's name in plain: entries of old have it, none since it is sealed
    name_digest: str = ""
    size: int = 0  # bytes of the file; 0 where it was not noted


@event("complaints.attachment_opened", version=1, additive=True)
class AttachmentOpened(Event):
    """Somebody with the right opened a sealed file, or saved a copy of it outside the seal, and said why."""

    digest: str
    reason: str
    saved: bool = False
