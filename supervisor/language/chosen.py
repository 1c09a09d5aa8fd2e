"""Which language is in force: one for the whole process. Below everything else here, so that names can ask, too."""

from __future__ import annotations

LANGUAGES = ("zh", "en")
_process_default = ["zh"]


def use_language(language: str) -> None:
    """Choose `zh` or `en` for the whole process."""
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r}: one of {LANGUAGES}")
    _process_default[0] = language


def language() -> str:
    """The language in force: `zh` or `en`."""
    return _process_default[0]
