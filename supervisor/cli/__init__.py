"""Every job without a window: the CLI contract that scripts and checks rely on.

`supervisor [--book PATH_OR_URL] [--lang zh|en] COMMAND`; without a command the desktop opens. One module a group of
commands; each command opens the book, calls one service or query, and prints a table or, with `--json`, one document.
"""

from supervisor.cli.main import main

__all__ = ["main"]
