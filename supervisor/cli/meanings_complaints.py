"""What the options of `supervisor complaints` mean."""

from __future__ import annotations

from supervisor.language import _


def complaint_words() -> dict[tuple[str, str], str]:
    """(command, option) → words; an option of the whole group under the group's name alone."""
    words = {
        "wanted": _("number of the complaint"),
        "text": _("what happened, in the customer's words; it is sealed"),
        "mail": _("mail address of the customer; it is sealed"),
        "address": _("address of the customer; it is sealed"),
        "about": _("staff number of whom it is about"),
        "at": _("when it happened, as 10:30 or 2026-11-22T10:30; without it now"),
        "occurred": _("when it happened, if other than when it was heard, as 2026-11-22T10:30"),
        "zone": _("code of the zone of the branch where it happened"),
        "wish": _("what the customer wishes; it is sealed"),
        "owner": _("staff number of who owns the case from now on"),
        "first_taker": _("staff number of who was told first; without it who enters it"),
        "size": _("how many customers complain together"),
        "representative": _("who speaks for a group, as name;telephone; at most five, one at a time; sealed"),
        "caller_verified": _("the caller whom the hotline handed over was verified"),
        "attach": _("file to seal with the case; may be given several times"),
        "state": _("open, handled, replied, closed, withdrawn or joined; or live: not ended"),
        "person": _("staff number of whom it is about"),
        "late": _("only those past a limit"),
        "search": _("number, or a part of it"),
        "newest": _("only so many, the newest; 0: all"),
        "add": _("one more representative, as name;telephone"),
        "replace": _("which representative goes, counted from 1"),
        "by": _("who comes instead, as name;telephone"),
        "reply_by": _("the agreed time, as 2026-11-25T16:00"),
        "told": _("when the customer was told, as 10:30 or 2026-11-22T10:30; without it now"),
        "approved_by": _("who at the level above approved it"),
        "since": _("from when on, as 10:30 or 2026-11-22T10:30; without it now"),
        "until": _("until when, as 10:30 or 2026-11-22T10:30; without it now"),
        "at_fault": _("whether the bank is at fault"),
        "facts": _("the facts that were found; sealed"),
        "measure": _("what keeps it from happening again; sealed"),
        "action": _("number of a corrective action that is there, in place of raising one"),
        "action_title": _("title of a corrective action to raise; never who complained"),
        "manner": _("how he was answered: phone, face, writing, message or comment_book"),
        "told_by": _("how the customer was told: phone, face, writing or message"),
        "action_owner": _("staff number of who answers for that action; without it the case's owner"),
        "root_code": _("root cause, by code"),
        "root": _("what lay behind it; sealed"),
        "apologised": _("the customer was apologised to"),
        "accepted": _("whether the customer accepts the answer"),
        "answer": _("the answer that the customer was given; sealed"),
        "asked": _("when the customer asked for the review, as 2026-11-25T10:30; without it now"),
        "files": _("files to seal with the case"),
        "number": _("number of the file in `complaints attachments`"),
        "by_right": _("the customer asks by right: whatever the time it is to be kept"),
        "other": _("number of the other complaint"),
        "main": _("number of the earlier complaint"),
        "kind": _("repeat (complained again) or duplicate (the same matter)"),
        "apply": _("link them"),
    }
    own = {
        ("complaints register", "channel"): _(
            "channel: spoken, phone, hotline, letter, comment_book, online or regulator"
        ),
        ("complaints register", "class_code"): _("class by code; `complaints classes list class` names them"),
        ("complaints register", "cause_code"): _("cause by code; `complaints classes list cause` names them"),
        ("complaints register", "at"): _("when it was heard, as 10:30 or 2026-11-22T10:30; without it now"),
        ("complaints register", "owner"): _("staff number of who owns it; without it who was told first"),
        ("complaints list", "owner"): _("staff number of the owner"),
        ("complaints", "knowingly"): _("also where the contact data of the two are not of one customer"),
        ("complaints unjoin", "reason"): _("why the two do not belong together, without the customer's data"),
        ("complaints interest-back", "person"): _("staff number of whom it barred; without it oneself"),
        ("complaints interest-back", "reason"): _("why there is no interest after all"),
        ("complaints interest", "person"): _("staff number of whoever keeps out of it; without it oneself"),
        ("complaints interest", "owner"): _("staff number of the next owner, where the owner steps back"),
        ("complaints pause", "reason"): _("reason from the settings, by code"),
        ("complaints decided", "text"): _("what head office decided; sealed"),
        ("complaints decided", "by"): _("who at head office decided"),
        ("complaints reply", "text"): _("the answer that the customer was given; sealed"),
    }
    return {("complaints", name): text for name, text in words.items()} | own
