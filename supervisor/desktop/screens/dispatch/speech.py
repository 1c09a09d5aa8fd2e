"""The system's own speech command, found once, and how it is asked to read a text aloud.

What is read never stands on a command line: it goes in by the standard input, so that nothing of it is taken for an
option or a command. A Chinese voice is asked for where the command can be asked for one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import lru_cache

import msgspec

LOOK_SECONDS = 4.0  # a command that takes longer to say which voices it has is no help in a surge


class Voice(msgspec.Struct, frozen=True):
    """A command and its arguments by language (`zh`, `en`); `chinese`: it has a Chinese voice, as far as it says."""

    program: str
    arguments: dict[str, tuple[str, ...]]
    chinese: bool = False

    def command(self, language: str) -> tuple[str, list[str]]:
        """Program and arguments that read the standard input (UTF-8) aloud."""
        return self.program, list(self.arguments.get(language, self.arguments["en"]))


@lru_cache(maxsize=8)
def find_voice(path: str | None = None) -> Voice | None:
    """The first command of this system that answers; None where there is none. Takes up to seconds: never called on
    the UI thread. path: where programs are looked for (the environment's when None)."""
    for find in (_speech_dispatcher, _espeak, _say, _powershell):
        found = find(path)
        if found is not None:
            return found
    return None


def _speech_dispatcher(path: str | None) -> Voice | None:
    program = shutil.which("spd-say", path=path)
    listed = _answer(program, "-L") if program else None
    if program is None or listed is None:
        return None  # installed, but no server answers
    arguments = {"zh": ("-w", "-l", "zh", "-e"), "en": ("-w", "-l", "en", "-e")}
    return Voice(program, arguments, any(mark in listed.lower() for mark in ("zh", "cmn", "mandarin")))


def _espeak(path: str | None) -> Voice | None:
    for name in ("espeak-ng", "espeak"):
        program = shutil.which(name, path=path)
        listed = _answer(program, "--voices=zh") if program else None
        if program is None or listed is None:
            continue
        voice = next((mark for mark in ("cmn", "zh") if any(mark in line.split() for line in listed.splitlines())), "")
        chinese = ("-v", voice) if voice else ()
        return Voice(program, {"zh": (*chinese, "--stdin"), "en": ("-v", "en", "--stdin")}, bool(voice))
    return None


def _say(path: str | None) -> Voice | None:
    program = shutil.which("say", path=path) if sys.platform == "darwin" else None
    listed = _answer(program, "-v", "?") if program else None
    if program is None or listed is None:
        return None
    lines = [line.partition("#")[0].split() for line in listed.splitlines()]
    chinese = next((" ".join(line[:-1]) for line in lines if line and line[-1] in ("zh_CN", "zh-CN")), "")
    return Voice(
        program, {"zh": (*(("-v", chinese) if chinese else ()), "-f", "-"), "en": ("-f", "-")}, bool(chinese)
    )  # fmt: skip


_READ_ALOUD = (
    "Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "try {{ $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'{culture}') }} catch {{}}; "
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "$voice.Speak([Console]::In.ReadToEnd())"
)
_LIST = (
    "Add-Type -AssemblyName System.Speech; (New-Object System.Speech.Synthesis.SpeechSynthesizer)"
    ".GetInstalledVoices() | ForEach-Object { $_.VoiceInfo.Culture.Name }"
)


def _powershell(path: str | None) -> Voice | None:
    program = shutil.which("powershell", path=path) if os.name == "nt" else None
    listed = _answer(program, "-NoProfile", "-NonInteractive", "-Command", _LIST) if program else None
    if program is None or not (listed or "").strip():
        return None
    usual = ("-NoProfile", "-NonInteractive", "-Command")
    return Voice(
        program,
        {"zh": (*usual, _READ_ALOUD.format(culture="zh-CN")), "en": (*usual, _READ_ALOUD.format(culture="en-US"))},
        "zh-" in (listed or ""),
    )


def _answer(program: str, *arguments: str) -> str | None:
    """What a command says of itself; None where it fails or takes too long."""
    try:
        done = subprocess.run(
            [program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=LOOK_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
