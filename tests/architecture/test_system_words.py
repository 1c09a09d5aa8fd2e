"""What the operating system says of a file, it says in English: no sentence of ours passes it on."""

from __future__ import annotations

import ast
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor.errors import why_unread, why_unwritten
from supervisor.language import use_language

from .test_rules import ROOT, dotted, modules

SYSTEM = {"OSError", "PermissionError", "FileNotFoundError", "IsADirectoryError", "UnicodeDecodeError"}
SAYING = {"str", "Fault", "format", "repr", "say", "BadInput", "Refused"}


def caught(tree: ast.Module) -> Iterator[tuple[ast.ExceptHandler, str]]:
    """Handlers of the system's errors that give them a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.name and node.type is not None:
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if SYSTEM & {dotted(one).rpartition(".")[2] for one in kinds}:
                yield node, node.name


def said(node: ast.AST, name: str) -> Iterator[int]:
    """Lines in which the error of this name goes into a sentence as it is."""
    for one in ast.walk(node):
        if isinstance(one, ast.FormattedValue):
            parts = [one.value]
        elif isinstance(one, ast.Call) and dotted(one.func).rpartition(".")[2] in SAYING:
            parts = [*one.args, *(each.value for each in one.keywords)]
        else:
            continue
        parts = [each for part in parts for each in (part.values if isinstance(part, ast.BoolOp) else [part])]
        yield from (one.lineno for part in parts if isinstance(part, ast.Name) and part.id == name)


def test_no_sentence_passes_on_what_the_system_says() -> None:
    told = [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in modules("|".join(SYSTEM))
        for handler, name in caught(tree)
        for line in said(handler, name)
    ]
    told += [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in modules("strerror")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "strerror"
    ]
    assert not told, "supervisor.errors.why_unread and why_unwritten say it in the language in force"


@pytest.mark.parametrize("lost", ["OSError", "(ValueError, PermissionError)"])
def test_the_walk_sees_one_that_does(lost: str) -> None:
    tree = ast.parse(f"try: pass\nexcept {lost} as e: raise BadInput(_('{{why}}').format(why=e or 1)) from e")
    assert [line for handler, name in caught(tree) for line in said(handler, name)] == [2]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_error_of_a_file_has_words_in_the_language_in_force(language: str, tmp_path: Path) -> None:
    use_language(language)
    for code in sorted(errno.errorcode):
        error = OSError(code, os.strerror(code))
        for words in (why_unread(error), why_unwritten(error)):
            assert words
            assert os.strerror(code) not in words
            assert words.isascii() == (language == "en"), words
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.read_bytes()
    assert why_unread(folder.value) == {"zh": "这是文件夹", "en": "it is a folder"}[language]
