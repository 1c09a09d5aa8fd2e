"""The file of answers that commands which log an inspection take, with the photos it names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supervisor.errors import BadInput, why_unread
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.inspection.answering import Picture


def answers_in(file: Path | None, *, others_pass: bool = False) -> list[Any]:
    """The list in a JSON file, empty without one. Raises BadInput where nothing was judged or it is no list."""
    answers = _read(file) if file else []
    if not answers and not others_pass:
        raise BadInput(_("Nothing was judged: give a file of answers, or --others-pass for all in order."))
    if not isinstance(answers, list):
        raise BadInput(_("{file}: a list of answers is wanted, [{{…}}, {{…}}].").format(file=file))
    return answers


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {why}").format(file=file, why=why_unread(error))) from error
    except UnicodeDecodeError as error:
        raise BadInput(_("{file} is no text in UTF-8: save it so.").format(file=file)) from error
    except json.JSONDecodeError as error:
        raise BadInput(
            _("{file} is no JSON: look at line {line}, character {column}.").format(
                file=file, line=error.lineno, column=error.colno
            )
        ) from error
    except (RecursionError, ValueError) as error:  # brackets without end, figures of thousands of digits
        raise BadInput(_("{file}: a list of answers is wanted, [{{…}}, {{…}}].").format(file=file)) from error


def pictures_beside(answers: list[Any], file: Path | None) -> dict[str, Picture]:
    """The photos that answers name by their files, relative to the file of answers: small, upright, without location.

    Whatever is no file is left to whoever takes the answers. Raises BadInput where a file is no photo.
    """
    found: dict[str, Picture] = {}
    for one in answers:
        named = one.get("photos") if isinstance(one, Mapping) else None
        for name in [named] if isinstance(named, str) else named if isinstance(named, list) else []:
            if isinstance(name, str) and name.strip() and name.strip() not in found and file is not None:
                path = file.parent / name.strip()
                if _is_file(path):
                    found[name.strip()] = picture_in(path)
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


def picture_in(path: Path) -> Picture:
    """The photo in a file, ready to be stored. Raises BadInput."""
    from supervisor.desktop.pictures import evidence
    from supervisor.inspection.answering import Picture

    return Picture(*evidence(path))
