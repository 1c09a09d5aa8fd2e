"""How tables write an interval: 08:00-08:30, 8点至9点, 下午2点-3点, 0900-1000, 2026-11-03 8, or a bare hour."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from supervisor.traffic.intake.moment_words import plain_words
from supervisor.traffic.intake.moments import DATE_ONLY, DAY_SECONDS, TIME_ONLY, read_moments

EVENING = 18 * 3600  # only what begins later than this goes over midnight
NIGHT = 12 * 3600  # and lasts no longer than this
_HALF_DAY = 12 * 3600
_TO = str.maketrans({"至": "-", "到": "-", "〜": "-", "～": "-", "→": "-"})
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_CLOCK = r"[APNE]?\s*(?:\d{1,2}(?:[:H]\d{1,2}){1,2}|\d{6}|\d{3,4}|\d{1,2})[:H]?\s*(?:[AP]M?)?"
_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8})"
_SPAN = re.compile(rf"({_DATE}[\sT]+)?({_CLOCK})[\s:]*(?:-|~|TO)+\s*(?:{_DATE}[\sT]+)?({_CLOCK})[\s:]*", re.IGNORECASE)
_PART = re.compile(r"([APNE]?)\s*(\d+)(?:[:H](\d{1,2}))?(?:[:H](\d{1,2}))?[:H]?\s*(?:([AP])M?)?", re.IGNORECASE)
_HOUR = re.compile(rf"({_DATE}[\sT]+)?(\d{{1,2}})\s*[:H]?\s*", re.IGNORECASE)
_PACKED_HOUR = re.compile(r"(20\d{6})(\d\d)")  # yyyymmddhh


class Written(msgspec.Struct, frozen=True):
    """An interval as written. begin: a moment that `read_moments` understands; minutes: 0 where the text does not say,
    -1 where it contradicts itself."""

    begin: str
    minutes: int = 0


def read_words(texts: Sequence[str]) -> list[Written]:
    """Each text as an interval; what is none stays as it is for the reader of moments to refuse."""
    clean = plain_words([text.translate(_TO) for text in texts])
    known: dict[str, Written] = {}
    for text in clean:
        if text not in known:
            known[text] = _read(text)
    return [known[text] for text in clean]


def of_heading(text: str) -> tuple[int, int] | None:
    """(second of the day, minutes, 0 where it does not say) of a heading that is an interval of any day; else None."""
    if not any(sign.isdigit() for sign in text):
        return None
    (one,) = read_words([_BRACKETS.sub("", text)])
    moment = read_moments([one.begin])
    if one.minutes < 0 or moment.kind[0] != TIME_ONLY or moment.second[0] >= DAY_SECONDS:
        return None
    return int(moment.second[0]), one.minutes


def _read(text: str) -> Written:
    text = _BRACKETS.sub("", text).strip().rstrip(")]")
    hour = _HOUR.fullmatch(text)
    if hour:
        return Written(f"{hour.group(1) or ''}{hour.group(2)}:00") if int(hour.group(2)) <= 24 else Written(text)
    packed = _PACKED_HOUR.fullmatch(text)
    if packed:
        return Written(f"{packed.group(1)} {packed.group(2)}:00")
    found = _SPAN.fullmatch(text)
    if found:
        day, begin_text, end_text = found.groups()
        begin, end = _ends(begin_text, end_text)
        if begin >= 0 or read_moments([text]).kind[0] < DATE_ONLY:  # else a moment: 261103-0900
            minute, second = divmod(begin, 60)
            if begin < 0:
                return Written(text, -1)
            return Written(f"{day or ''}{minute // 60}:{minute % 60:02d}:{second:02d}", _minutes(begin, end))
    return Written(text.rstrip(":") if text.count(":") < 3 else text)


def _ends(begin_text: str, end_text: str) -> tuple[int, int]:
    """Seconds of begin and end, -1 twice where they are no times of one interval."""
    begin, begin_half = _seconds(begin_text)
    end, end_half = _seconds(end_text)
    first, last = begin_text.strip(), end_text.strip()
    if begin < 0 or end < 0 or (first.isdecimal() and len(first) == 6 != len(last)):
        return -1, -1
    if begin_half and not end_half and end <= begin < end + _HALF_DAY:
        end += _HALF_DAY  # 下午2点-3点
    return begin, end


def _minutes(begin: int, end: int) -> int:
    """From begin to end; an end of :29 or :59 is the last minute of the interval itself."""
    lasting = end - begin
    if lasting <= 0:
        lasting += DAY_SECONDS
        if begin < EVENING or lasting > NIGHT:
            return -1
    minutes = -(-lasting // 60)
    return minutes + 1 if begin % 300 == 0 and (minutes + 1) % 5 == 0 else minutes


def _seconds(part: str) -> tuple[int, str]:
    """Second of the day (24:00 is its end) and the half of it that is named; -1 for what is no time."""
    found = _PART.fullmatch(part.strip())
    if not found:
        return -1, ""
    before, first, minute, second, after = found.groups()
    half = (before or after or "").upper()
    if len(first) > 2:
        first, minute, second = (first[:-2], first[-2:], "0") if len(first) < 5 else (first[:2], first[2:4], first[4:])
    hours, minutes, seconds = int(first), int(minute or 0), int(second or 0)
    if minutes > 59 or seconds > 59:
        return -1, half
    if (half in ("P", "E") and hours < 12) or (half == "N" and hours < 4):
        hours += 12
    elif half == "A" and hours == 12:
        hours = 0
    total = hours * 3600 + minutes * 60 + seconds
    return (total if total <= DAY_SECONDS else -1), half
