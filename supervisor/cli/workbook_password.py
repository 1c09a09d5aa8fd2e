"""A password that a written workbook opens with: typed at the keyboard or from the environment, never on the line that
other people on the machine can read.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager

from supervisor.errors import BadInput
from supervisor.language import _

VARIABLE = "SUPERVISOR_WORKBOOK_PASSWORD"


def asked_for(ask: bool) -> AbstractContextManager[None]:
    """Workbooks written within it open with the password of the variable, where it is set, or one that is asked for."""
    from reports.sealed import opened_by

    return opened_by(_password(ask))


def _password(ask: bool) -> str | None:
    given = os.environ.get(VARIABLE)
    if given or not ask:
        return given or None
    if not sys.stdin.isatty():
        raise BadInput(_("Nobody is at the keyboard to be asked: set {variable}.").format(variable=VARIABLE))
    import getpass

    first = getpass.getpass(_("Password that the workbook opens with: "))
    if getpass.getpass(_("The same once more: ")) != first:
        raise BadInput(_("The two passwords are not the same."))
    return first
