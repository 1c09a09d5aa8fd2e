"""The entry: options before the command, errors and exit codes after it."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.exceptions import CycloptsError

from supervisor import __version__
from supervisor.cli import context
from supervisor.cli.helping import HelpPages, language_in, usage_words
from supervisor.cli.meanings import explain
from supervisor.cli.window import Options, language_of, open_desktop
from supervisor.errors import BadInput, Problem
from supervisor.language import _, language, use_language

# Which module of this floor adds which groups of commands, in the order of `--help`.
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sample", ("demo",)),
    ("book", ("book",)),
    ("bundle", ("bundle",)),
    ("branch", ("branch", "roster")),
    ("traffic", ("traffic",)),
    ("inspect", ("inspect",)),
    ("actions", ("actions",)),
    ("complaints", ("complaints",)),
    ("complaints_settings", ("complaints",)),
    ("promises", ("promises",)),
    ("praise", ("praise",)),
    ("meetings", ("meetings",)),
    ("dispatch", ("dispatch",)),
    ("dispatch_replay", ("dispatch",)),
    ("lessons", ("dispatch",)),
    ("judge", ("appraisal", "report")),
)


def build(group: str | None = None) -> App:
    """The whole command tree; with the name of a group no more of it than holds that group, which is there sooner.

    A name that no group has gives the whole tree: what is said of a mistyped command needs all of them.
    """
    app = App(name="supervisor", version=__version__, help_format="plaintext", result_action="return_value",
              help_formatter=HelpPages())  # fmt: skip
    wanted = [module for module, groups in _GROUPS if group in groups] or [module for module, _groups in _GROUPS]
    for module in wanted:
        import_module(f"supervisor.cli.{module}").register(app)
    explain(app)
    return app


def group_in(tokens: list[str]) -> str | None:
    """The first word of a command line that is neither one of our own options nor its value; None without one."""
    rest = iter(tokens)
    for token in rest:
        name, mark, _value = token.partition("=")
        if name not in ("--book", "--lang", "--login"):
            return token
        if not mark:
            next(rest, None)
    return None


def run(tokens: list[str]) -> int:
    """Run one command line; returns the exit code of the CLI contract."""
    use_language(language_of(language_in(tokens)))
    app = _ready(group_in(tokens), language())
    try:
        return int(app.meta(tokens, exit_on_error=False, print_error=False, result_action="return_value") or 0)
    except Problem as problem:
        _complain(str(problem))
        return problem.exit_code
    except CycloptsError as error:
        _complain(usage_words(error))
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _complain(_("Stopped; nothing of this command was kept."))
        return 130


@lru_cache(maxsize=64)
def _ready(group: str | None, _spoken: str) -> App:
    """A command tree with our options before its commands; its words are of the language in force when it was made."""
    app = build(group)
    app.meta.group_parameters = app.group_parameters
    app.suppress_keyboard_interrupt = app.meta.suppress_keyboard_interrupt = False  # ours says what was kept

    @app.meta.default
    def launch(
        *rest: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        book: Annotated[str | None, Parameter(help="path or PostgreSQL address of the book")] = None,
        lang: Annotated[str | None, Parameter(help="zh or en")] = None,
        login: Annotated[str | None, Parameter(help="who gives the command")] = None,
    ) -> int:
        """Run the console; without a command the desktop opens."""
        context.CONTEXT.where = book
        context.CONTEXT.login = login
        use_language(_chosen(lang))
        if not rest:
            return open_desktop(Options(book, lang), context.CONTEXT.passphrase())
        result = app(rest, exit_on_error=False, print_error=False)
        return result if isinstance(result, int) else 0

    return app


def _chosen(lang: str | None) -> str:
    if lang not in (None, "zh", "en"):
        raise BadInput(f"--lang {lang}{_(': ')}zh / en")
    return language_of(lang)


def _complain(text: str) -> None:
    sys.stderr.write(text.rstrip() + "\n")


def main() -> None:
    """The `supervisor` command."""
    if getattr(sys, "frozen", False):  # packed as one program, this is also what its reading processes start as
        from multiprocessing import freeze_support

        freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


__all__ = ["build", "main", "run"]
