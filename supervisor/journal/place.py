"""Where a book stands, as it may be shown, logged and remembered."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


def without_password(where: str) -> str:
    """A database address without the password in it; a file's path as a whole path."""
    if "://" not in where:
        return str(Path(where).absolute())
    parts = urlsplit(where)
    account, mark, server = parts.netloc.rpartition("@")
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "password"], safe="/")
    return urlunsplit(parts._replace(netloc=account.split(":", 1)[0] + mark + server, query=query))
