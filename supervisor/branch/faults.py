"""A fault that belongs to one thing a person filled in, so that a form can say it beside that field."""

from __future__ import annotations

from supervisor.errors import BadInput


class WrongField(BadInput):
    """Bad input in one named value of a command; `field` is the name of the service's own argument."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
