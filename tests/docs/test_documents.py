"""What the documents say exists: every JSON schema is described, every link leads somewhere, no decision is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def emitted() -> set[str]:
    """Schema name and version of every document the command line can write."""
    files = [*(ROOT / "supervisor").glob("cli*.py"), *(ROOT / "supervisor" / "cli").glob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in files)
    return {f"{name} {version}" for name, version in re.findall(r'emit\(\s*"([\w.]+)",\s*(\d+)', text)}


def test_every_schema_is_described() -> None:
    pages = "\n".join(page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("formats*.md")))
    described = set(re.findall(r"^### (.+)$", pages, re.MULTILINE))
    assert emitted(), "the command line writes no documents any more: has emit() moved?"
    assert emitted() <= described


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if "://" in target or target.endswith(".png"):  # pictures are made by `make screens`
            continue
        assert (document.parent / target).exists(), target


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) > 195
