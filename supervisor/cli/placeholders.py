"""What stands for a value in the help of a command: as the parser writes it, and as people read it."""

from __future__ import annotations

from supervisor.language import _


def placeholders() -> dict[str, str]:
    """A word of the parser → the same in the language in force."""
    several = {"STR": _("TEXT"), "INT": _("NUMBER"), "PATH": _("FILE"), "FLOAT": _("FIGURE")}
    return {
        "COMMAND": _("COMMAND"),
        "[OPTIONS]": _("[OPTIONS]"),
        "[ARGS]": _("[VALUES]"),
        "[ARGS...]": _("[VALUES…]"),
        **several,
        **{f"{word}...": f"{said}(…)" for word, said in several.items()},
        **_positions(),
    }


def _positions() -> dict[str, str]:
    """Values that have no option before them are called by their own names."""
    return {
        "WANTED": _("WANTED"),
        "MAIN": _("MAIN"),
        "OTHER": _("OTHER"),
        "CODE": _("CODE"),
        "PERSON": _("PERSON"),
        "DAY": _("DAY"),
        "DATE": _("DATE"),
        "MONTH": _("MONTH"),
        "WEEK": _("WEEK"),
        "KIND": _("KIND"),
        "ITEM": _("ITEM"),
        "AREA": _("AREA"),
        "AREAS": _("AREAS"),
        "INCIDENT": _("INCIDENT"),
        "FILES": _("FILES"),
        "TREE": _("TREE"),
        "DIRECTORY": _("DIRECTORY"),
        "POST": _("POST"),
        "TEMPLATE": _("TEMPLATE"),
        "CHECK": _("CHECK"),
        "TITLE": _("TITLE"),
        "STEP": _("STEP"),
        "POINT": _("POINT"),
        "SCENE": _("SCENE"),
        "LESSON": _("LESSON"),
        "CONFLICT": _("CONFLICT"),
        "FIRST": _("FIRST"),
        "LAST": _("LAST"),
        "SWAP": _("SWAP"),
        "NAME": _("NAME"),
        "COUNTING": _("COUNTING"),
        "FOLDER": _("FOLDER"),
        "OLDER": _("OLDER"),
        "NEWER": _("NEWER"),
        "RULE": _("RULE"),
        "SEVERITY": _("SEVERITY"),
        "CHOSEN": _("CHOSEN"),
        "REPLY-BY": _("REPLY-BY"),
        "CHANGES": _("CHANGES"),
        "MARK": _("MARK"),
        "WAITING": _("WAITING"),
        "EXAMPLES": _("EXAMPLES"),
        "EVIDENCE": _("EVIDENCE"),
        "SERVICE-CLASS": _("SERVICE-CLASS"),
        "WHAT": _("WHAT"),
        "PLACE": _("PLACE"),
        "NUMBERS": _("NUMBERS"),
        "ENTRIES": _("ENTRIES"),
        "CHOICE": _("CHOICE"),
        "FIND": _("FIND"),
        "MEETINGS": _("MEETINGS"),
        "OUTPUT": _("OUTPUT"),
        "TO": _("TO"),
        "NO": _("NO"),
        "MEASURE": _("MEASURE"),
        "WHEN": _("WHEN"),
        "VALUE": _("VALUE"),
        "RATERS": _("RATERS"),
        "AMOUNT": _("AMOUNT"),
        "PURPOSE": _("PURPOSE"),
        "FORM": _("FORM"),
        "NTH": _("NTH"),
        "NUMBER": _("WANTED"),
        "FILE": _("FILE"),
        "TEXT": _("TEXT"),
    }
