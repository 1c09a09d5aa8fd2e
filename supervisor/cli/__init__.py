"""Every job without a window: the CLI contract that scripts and checks rely on.

`supervisor [--book PATH_OR_URL] [--lang zh|en] COMMAND`; without a command the desktop opens. One module a group of
commands; each command opens the book, calls one service or query, and prints a table or, with `--json`, one document.
"""

from __future__ import annotations

import sys


def main() -> None:
    """The `supervisor` command. Without a command the window comes first, before anything else is imported."""
    from supervisor.cli.window import desktop_options, open_desktop

    options = desktop_options(sys.argv[1:])
    if options is not None:
        sys.exit(open_desktop(options))
    from supervisor.cli.main import main as command_line

    command_line()


__all__ = ["main"]
