"""What the options of promises and of the settings of complaints mean; `meanings` puts them with the others."""

from __future__ import annotations

from supervisor.language import _


def promise_meanings() -> dict[tuple[str, str], str]:
    """Command (or its beginning) and name of the option → words."""
    tree = _("the tree: class, cause, root or pause")
    node, kind = _("code of the node"), _("code of the kind of service")
    found = {
        ("complaints limits set", "valid_from"): _("the first day it holds, as 2026-12-01; without it tomorrow"),
        ("complaints limits set", "changes"): _("limits as NAME=VALUE, as aim_days=2"),
        ("complaints windows", "changes"): _("figures as NAME=VALUE, as duplicate_days=14"),
        ("complaints classes set", "zh"): _("Chinese name; without it the one it has"),
        ("complaints classes set", "en"): _("English name"),
        ("complaints classes set", "parent"): _("code of the node it stands under, - for the top"),
        ("complaints classes set", "weight"): _("weight in points when the bank is at fault"),
        ("complaints classes retire", "again"): _("take it back into use"),
        ("complaints classes import", "replace"): _("retire what the file does not name of its trees"),
        ("promises add", "owner"): _("staff number of who keeps it"),
        ("promises add", "due"): _("by when, as 16:30 or 2026-11-25T16:30; without it as the kind of service says"),
        ("promises add", "matter"): _("what was promised, without the customer's name"),
        ("promises add", "service"): kind,
        ("promises add", "told"): _("a line that was told; may be given several times"),
        ("promises add", "complaint"): _("number of the complaint it belongs to"),
        ("promises hand", "to"): _("staff number of who keeps it from now on"),
        ("promises postpone", "due"): _("the new time, as 16:30 or 2026-11-25T16:30"),
        ("promises keep", "outcome"): _("how it ended: settled, answered, comes_in, goes_on or dissatisfied"),
        ("promises comment-book", "with_contact"): _("how many of them bear contact data: a reply is compulsory"),
        ("promises comment-book", "replied"): _("how many of those customers were replied to"),
        ("promises comment-book", "letters"): _("how many letters came"),
        ("promises comment-book", "copied"): _("how many of them were copied and kept"),
        ("promises kinds set", "zh"): _("Chinese name; without it the one it has"),
        ("promises kinds set", "en"): _("English name"),
        ("promises kinds set", "minutes"): _("completed within so many minutes"),
        ("promises kinds set", "days"): _("completed within so many working days"),
        ("promises kinds set", "line"): _("a line as GROUP=TEXT; may be given several times"),
        ("promises kinds retire", "again"): _("offer it again"),
    }
    for name in ("list", "set", "retire", "import"):
        found["complaints classes " + name, "tree"] = tree
    for name in ("set", "retire"):
        found["complaints classes " + name, "code"] = node
    for name in ("show", "set", "retire", "print"):
        found["promises kinds " + name, "code"] = kind
    return found
