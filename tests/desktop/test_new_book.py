"""Making a new book: what cannot be blames a field and leaves nothing behind; a file, a locked file, a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from supervisor.desktop.books.new_sheet import make_book
from supervisor.desktop.books.opening import open_book, remembered

PASSWORD = "Feng-2026-shu"
PASSPHRASE = "ten paces, one post"


def given(place: Path | str, **other: str) -> dict[str, Any]:
    """What the sheet of a new book gives."""
    return {
        "branch": "South",
        "branch_no": "0102",
        "manager": "Li",
        "no": "0001",
        "login": "li",
        "password": PASSWORD,
        "password_again": PASSWORD,
        "where": str(place),
        "passphrase": "",
        "passphrase_again": "",
        **other,
    }


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"branch": ""}, "branch"),
        ({"branch_no": "一号"}, "branch_no"),
        ({"manager": " "}, "manager"),
        ({"no": ""}, "no"),
        ({"login": "two words"}, "login"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password_again": "Feng-2026-shi"}, "password_again"),
        ({"where": ""}, "where"),
        ({"where": "/no such folder/a.book"}, "where"),
        ({"where": "postgresql://127.0.0.1:1/none"}, "where"),
        ({"passphrase": "short", "passphrase_again": "short"}, "passphrase"),
        ({"passphrase": PASSPHRASE}, "passphrase_again"),
    ],
)
def test_a_new_book_that_cannot_be_blames_a_field_and_leaves_no_file(
    tmp_path: Path, other: dict[str, str], field: str
) -> None:
    from supervisor.branch.faults import WrongField

    with pytest.raises(WrongField) as wrong:
        make_book(given(tmp_path / "new.book", **other))
    assert wrong.value.field == field
    assert str(wrong.value)
    assert not list(tmp_path.glob("*.book*"))
    assert remembered() == ""


def test_a_book_is_never_written_over(tmp_path: Path) -> None:
    from supervisor.branch.faults import WrongField

    plain = tmp_path / "plain.book"
    make_book(given(plain)).close()
    before = plain.read_bytes()
    with pytest.raises(WrongField):
        make_book(given(plain))
    assert plain.read_bytes() == before


def test_a_new_book_on_postgresql(new_place: Any) -> None:
    url = new_place("postgresql").where
    app = make_book(given(url))
    assert app.session is not None
    app.close()
    again = open_book(url)
    with again.read() as reader:
        from supervisor.branch.ledger import branch_profile, people
        from supervisor.inspection.ledger import templates_in_force

        assert (branch_profile(reader).name, branch_profile(reader).number) == ("South", "0102")
        assert [one.no for one in people(reader)] == ["0001"]
        assert templates_in_force(reader, reader.today), "the shipped check-lists are in force"
    again.close()
