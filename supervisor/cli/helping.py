"""The pages of `--help` and what is said of a mistyped command line, in the language in force.

The words are the commands' own docstrings: English there, Chinese in the catalogue under the same text with its line
breaks made blanks. A command without Chinese is shown in English; a test finds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from supervisor.cli.placeholders import placeholders
from supervisor.language import LANGUAGES, _
from supervisor.language import _ as translated  # for texts that stand elsewhere: docstrings and names of panels


class HelpPages:
    """Renders a help page: usage, description, then a plain list for commands and for parameters."""

    show_metavar = True

    def render_usage(self, console: Any, options: Any, usage: Any) -> None:  # noqa: ARG002
        """The line that says how a command is written."""
        if usage:
            words = placeholders()
            line = " ".join(words.get(word, word) for word in str(usage).split())
            console.print(_("Usage: {line}").format(line=line), highlight=False, markup=False)

    def render_description(self, console: Any, options: Any, description: Any) -> None:  # noqa: ARG002
        """What the command does."""
        text = said(description)
        if text:
            console.print(f"\n{text}", highlight=False, markup=False)

    def __call__(self, console: Any, options: Any, panel: Any) -> None:  # noqa: ARG002
        """A list of commands or parameters."""
        from rich.table import Table

        rows = [(_labels(entry), _about(entry)) for entry in panel.entries]
        if not rows:
            return
        shown = Table.grid(padding=(0, 2))
        shown.add_column(no_wrap=True)
        shown.add_column(overflow="fold")  # a Chinese sentence has no blanks to break at; none of it is cut off
        for label, about in rows:
            shown.add_row(f"  {label}", about)
        console.print(f"\n{said(panel.title)}", highlight=False, markup=False)
        console.print(shown, highlight=False, markup=False)


def said(text: Any) -> str:
    """A docstring or a panel's name in the language in force, paragraph by paragraph, line breaks made blanks."""
    plain = str(getattr(text, "primary_renderable", text) or "")
    return "\n\n".join(translated(paragraph) for paragraph in paragraphs(plain))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring as they stand in the catalogue."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _labels(entry: Any) -> str:
    """All names of an option, with what stands for its value; saying no is left out where nobody need say it, and so is
    giving nothing. A value that has to be there is called only what it is: nobody types an option before it."""
    idle = ("--empty-", "--no-") if entry.default == "False" else ("--empty-",)
    names = [name for name in map(str, entry.display_labels_with_metavar) if not name.startswith(idle)]
    values = [name for name in names if not name.startswith("-")]
    names = values if entry.required and values else names
    words = placeholders()
    return ", ".join(" ".join(words.get(word, word) for word in name.split()) for name in names)


def _about(entry: Any) -> Any:
    from rich.text import Text

    parts = [said(entry.description)]
    if entry.required:
        parts.append(_("(required)"))
    elif entry.default not in (None, "", '""', "False"):
        parts.append(_("(without: {value})").format(value=entry.default))
    return Text(_run_on(*parts))


def language_in(tokens: Sequence[str]) -> str | None:
    """The language that a command line names, so that its help and its mistakes are told in it; None for any other."""
    for place, token in enumerate(tokens):
        name, mark, value = token.partition("=")
        if name == "--lang":
            wanted = value if mark else next(iter(tokens[place + 1 : place + 2]), "")
            return wanted if wanted in LANGUAGES else None
    return None


def usage_words(error: CycloptsError) -> str:
    """What is wrong with a command line, and where to read how it is written."""
    argument = getattr(error, "argument", None)
    name = getattr(argument, "name", "") if argument is not None else ""
    token = getattr(error, "token", None)
    value = _value_name(argument) if argument is not None and getattr(token, "keyword", None) is None else ""
    if isinstance(error, MissingArgumentError) and value:
        told = _("The value {name} is missing.").format(name=value)
    elif isinstance(error, MissingArgumentError) and name:
        says_no = next(iter(getattr(argument, "negatives", ())), "")
        name = f"{name} / {says_no}" if says_no else name
        told = _("{name} is missing.").format(name=name)
    elif isinstance(error, UnknownOptionError) and token is not None:
        told = _("There is no option {name} here.").format(name=token.keyword or token.value)
    elif isinstance(error, UnknownCommandError) and error.unused_tokens:
        told = _("There is no command {name}.").format(name=error.unused_tokens[0])
    elif isinstance(error, UnusedCliTokensError) and error.unused_tokens:
        told = _("The command takes no {words}.").format(words=" ".join(error.unused_tokens))
    elif isinstance(error, CoercionError) and token is not None:
        told = _("{value} does not fit {name}.").format(value=token.value, name=value or name or token.keyword or "")
    else:
        told = str(error)
    return _run_on(told, _("`--help` after a command says how it is written."))


def _run_on(*parts: str) -> str:
    """One after the other, with a blank between them but beside Chinese punctuation, which brings its own."""
    line = ""
    for part in filter(None, parts):
        line += part if not line or line[-1] in "。！？" or part[0] == "（" else f" {part}"
    return line


def _value_name(argument: Any) -> str:
    """What a value without an option before it is called, as in the usage of its command; empty for an option."""
    if argument.index is None:
        return ""
    word = argument.name.lstrip("-").upper()
    return placeholders().get(word) or word
