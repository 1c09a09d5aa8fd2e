"""The file of answers that commands which log an inspection take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from supervisor.errors import BadInput
from supervisor.language import _


def answers_in(file: Path | None, *, others_pass: bool) -> list[Any]:
    """The list in a JSON file, empty without one. Raises BadInput where nothing was judged or it is no list."""
    try:
        answers = msgspec.json.decode(file.read_bytes()) if file else []
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{file}: {error}") from error
    if not answers and not others_pass:
        raise BadInput(_("Nothing was judged: give a file of answers, or --others-pass for all in order."))
    if not isinstance(answers, list):
        raise BadInput(_("{file}: a list of answers is wanted, [{{…}}, {{…}}].").format(file=file))
    return answers
