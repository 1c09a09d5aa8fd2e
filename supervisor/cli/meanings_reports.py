"""What the options and values of the commands of reports mean."""

from __future__ import annotations

from supervisor.language import _


def report_words() -> dict[tuple[str, str], str]:
    """By command (or group) and name."""
    return {
        ("report week", "week"): _("the week, as 2026-W47"),
        ("report history", "month"): _("the month it is about, as 2026-11; without it all"),
        ("report history", "file"): _("a file to look for, wherever it lies and whatever it is called"),
        ("report check", "file"): _("the workbook to check"),
        ("report check", "keys"): _("key files of branches, or a folder of them"),
        ("report check", "ask_password"): _("ask for the password that the workbook opens with"),
        ("report due-day", "nth"): _("which day, 1 to 20; 0: none"),
        ("report due-day", "calendar"): _("the day of the month, not the working day"),
        ("report sent", "day"): _("when it was handed over, as 2026-12-04; without it today"),
        ("report consolidate", "folder"): _("folder with the workbooks of the branches; folders within it count, too"),
        ("report consolidate", "month"): _("the month, as 2026-11; without it the one most branches sent"),
        ("report consolidate", "keys"): _("files of known public keys, or a folder of them; others are refused"),
        ("report consolidate", "only_signed"): _("only months that were signed and locked"),
        ("report consolidate", "workers"): _("how many processes read; without it as many as there are cores"),
        ("report sent", "to"): _("to whom, as 服务管理部"),
    }
