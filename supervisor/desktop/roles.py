"""Role names for people."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.desktop.wording import listed
from supervisor.language import _


def role_name(role: str) -> str:
    """A role as it is called in the branch."""
    names = {
        "administrator": _("administrator"),
        "manager": _("branch manager"),
        "deputy": _("deputy manager"),
        "supervisor": _("supervisor"),
        "complaint_handler": _("complaint handler"),
        "commander": _("incident commander"),
        "staff": _("staff"),
        "head_office": _("head-office reader"),
    }
    return names.get(str(role), str(role))


def role_words(roles: Iterable[str]) -> str:
    """The roles of a person, the highest one only when it says enough."""
    order = ("manager", "deputy", "supervisor", "complaint_handler", "commander", "head_office", "administrator")
    held = {str(getattr(role, "value", role)) for role in roles}
    first = [role for role in order if role in held][:1]
    return listed([role_name(role) for role in first or sorted(held)])
