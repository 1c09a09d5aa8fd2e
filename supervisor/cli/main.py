"""The entry: options before the command, errors and exit codes after it."""

from __future__ import annotations

import os
import sys
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
from supervisor.language import _, use_language


def build() -> App:
    """The whole command tree."""
    from supervisor.cli import (
        book,
        branch,
        bundle,
        care,
        dispatch,
        dispatch_replay,
        inspect,
        judge,
        meetings,
        sample,
        traffic,
    )  # fmt: skip

    app = App(name="supervisor", version=__version__, help_format="plaintext", result_action="return_value",
              help_formatter=HelpPages())  # fmt: skip
    for module in (sample, book, bundle, branch, traffic, inspect, care, meetings, dispatch, dispatch_replay, judge):
        module.register(app)
    explain(app)
    return app


def run(tokens: list[str]) -> int:
    """Run one command line; returns the exit code of the CLI contract."""
    use_language(language_of(language_in(tokens)))
    app = build()
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


def _chosen(lang: str | None) -> str:
    if lang not in (None, "zh", "en"):
        raise BadInput(f"--lang {lang}: zh / en")
    return language_of(lang)


def _complain(text: str) -> None:
    sys.stderr.write(text.rstrip() + "\n")


def main() -> None:
    """The `supervisor` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


__all__ = ["build", "main", "run"]
