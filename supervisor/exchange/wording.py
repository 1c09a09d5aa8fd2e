"""People, devices, subjects and values as words, for a list that speaks of every room."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import msgspec

from supervisor.branch.ledger import people
from supervisor.complaints.kernel.course import HEAD_OFFICE
from supervisor.complaints.ledger import pause_reasons, tree
from supervisor.complaints.words import CHANNELS, KEEPSAKES, MANNERS, OUTCOMES, PRAISE_SOURCES, TELLINGS
from supervisor.inspection.words import SEVERITIES, SOURCES, VERDICTS
from supervisor.journal import SYSTEM, Entry, Reader
from supervisor.language import Words, _

from .labels import ROOMS, field_words

NAMED_BY = ("number", "no", "title", "name", "label", "login", "month", "zh", "code")
_CODES: dict[str, dict[str, Words]] = {
    "verdict": {**VERDICTS, "given": Words("已填写", "Answered")}, "severity": SEVERITIES,
    "source": {**PRAISE_SOURCES, **SOURCES}, "channel": CHANNELS, "manner": MANNERS, "outcome": OUTCOMES,
    "told_by": TELLINGS, "keepsake": KEEPSAKES, "owner": {HEAD_OFFICE: Words("上级行", "Head office")},
}  # fmt: skip
_TREES = {"cause_code": "cause", "root_code": "root", "class_code": "class", "reason": "pause"}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$")
_SUBJECT_ROOMS = {  # where the kind of a subject is not the name of its room
    "action": "actions", "action_settings": "actions", "book": "journal", "calendar": "branch", "class": "branch",
    "complaint": "complaints", "complaint_cause": "complaint_settings", "complaint_class": "complaint_settings",
    "complaint_draft": "complaint_drafts",
    "complaint_pause": "complaint_settings", "complaint_root": "complaint_settings", "course": "training",
    "drill": "training", "finding": "inspection", "fund": "appraisal",
    "appeal": "appraisal", "peer": "appraisal", "review": "appraisal", "seen": "appraisal", "self": "appraisal",
    "waiver": "appraisal",
    "hours": "branch", "incident": "incidents", "meeting": "meetings", "month": "appraisal", "person": "branch",
    "plan_excuse": "inspection", "plan_rule": "inspection", "post": "branch", "praise": "promises",
    "promise": "promises", "record": "appraisal", "role": "access", "rota": "roster", "rota_area": "roster",
    "rota_swap": "roster", "setting:access": "access", "setting:roster": "roster", "setting:rota": "roster",
    "setting:rota_order": "roster", "service_kind": "complaint_settings",
    "busy": "meetings", "meeting_caps": "meetings", "meeting_rooms": "meetings",
    "draws": "inspection", "skill": "branch", "spot_draw": "inspection", "template": "inspection", "user": "access",
    "zone": "branch",
}  # fmt: skip


_SUBJECT = re.compile("[a-z_]+:[0-9a-z]{20}")


def room_of(subject: str) -> str:
    """The room that a subject belongs to, by the kind in its name."""
    kind = subject.partition(":")[0]
    return _SUBJECT_ROOMS.get(subject) or _SUBJECT_ROOMS.get(kind, kind)


class Wording:
    """Reads what it needs once for a whole list."""

    def __init__(self, r: Reader) -> None:
        self._r = r
        self._people = {one.subject: f"{one.name} {one.no}".strip() for one in people(r, active_only=False)}
        self._names: dict[str, str] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def history(self, subject: str) -> list[Entry]:
        """All entries of a subject."""
        return self._r.history(subject)

    def person(self, subject: str) -> str:
        """A person's name and staff number."""
        return _("the program") if subject == SYSTEM else self._people.get(subject, subject)

    def device(self, device: str) -> str:
        """The code by which people know a device: it stands in the numbers it gives."""
        return device[-3:].upper()

    def local(self, at_ms: int) -> datetime:
        """An instant on the branch's clock."""
        return self._r.local(at_ms)

    def local_of(self, moment: datetime) -> datetime:
        """The same of an aware instant."""
        return self._r.local(round(moment.timestamp() * 1000))

    def subject(self, subject: str, history: list[Entry]) -> str:
        """What a subject is called: its room, the number or name that its entries give it, and what it is about."""
        rest = subject.partition(":")[2]
        room = ROOMS.get(room_of(subject))
        if room is None and history:
            room = ROOMS.get(history[0].kind.partition(".")[0])
        name = self._people.get(subject, "") or _named(history)
        title = _titled(history)  # a number alone does not say what is to be decided
        parts = (str(room) if room else "", name or rest, title if title != name else "")
        return " ".join(part for part in parts if part)

    def _other(self, subject: str) -> str:
        """What another subject that a fact speaks of is called, without its room."""
        if subject not in self._names:
            self._names[subject] = _named(self._r.history(subject)) or subject
        return self._names[subject]

    def _of_complaints(self, name: str) -> dict[str, str]:
        """The words of a field's codes that the branch itself gave to kinds, causes and reasons of complaints."""
        tree_name = _TREES.get(name)
        if tree_name is None:
            return {}
        if tree_name not in self._codes:
            nodes = pause_reasons(self._r) if tree_name == "pause" else tree(self._r, tree_name)
            self._codes[tree_name] = {node.code: str(node.name) for node in nodes}
        return self._codes[tree_name]

    def value(self, name: str, value: Any) -> str:
        """A field's value as people read it."""
        if value is None or value == "" or value == () or value == []:
            return "—"
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | tuple):
            between = "；" if any(isinstance(one, dict) for one in value) else "、"
            return between.join(self.value(name, one) for one in value)
        if isinstance(value, dict):
            if {"area", "person"} <= set(value):  # a turn of the duty rota
                return f"{self.value('area', value['area'])} {self.value('person', value['person'])}"
            if {"group", "zh"} <= set(value):  # a line of what a customer is told
                return str(Words(value["zh"], value.get("en", "")))
            named = _plain(value)
            return (
                named
                if isinstance(named, str)
                else "、".join(f"{field_words(k)} {self.value(k, v)}" for k, v in value.items())
            )
        if name.endswith("_minute") and isinstance(value, int):
            return f"{value // 60:02d}:{value % 60:02d}"
        if name.endswith("cents") and isinstance(value, int):
            return _("{amount} yuan").format(amount=f"{value / 100:.2f}")
        if name.endswith("_c") and isinstance(value, int):
            return f"{value / 100:g}"
        text = str(value)
        if name.endswith("_digest") and len(text) == 64:
            return _("sealed: read it on the case")
        if _INSTANT.match(text):
            return self.local_of(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M")
        if name in _CODES and text in _CODES[name]:
            return str(_CODES[name][text])
        if (known := self._of_complaints(name).get(text)) is not None:
            return known
        if text in self._people:
            return self._people[text]
        if _SUBJECT.fullmatch(text):
            return self._other(text)
        return text[:12] if len(text) == 64 and not text.strip("0123456789abcdef") else text


def _named(history: list[Entry]) -> str:
    """The number or name that a subject's entries give it."""
    for entry in history:
        content = _content(entry)
        name = next((str(_plain(content[key])) for key in NAMED_BY if content.get(key)), "")
        if name:
            return name
    return ""


def _titled(history: list[Entry]) -> str:
    """What a subject is about, as its entries said it last; empty where they give it no title."""
    titles = (str(_plain(title)) for entry in reversed(history) if (title := _content(entry).get("title")))
    return next(titles, "")


def _content(entry: Entry) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(entry.payload)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _plain(value: Any) -> Any:
    """A name in both languages as the one in force; anything else as it is."""
    if isinstance(value, dict) and set(value) <= {"zh", "en"} and value.get("zh"):
        return str(Words(value["zh"], value.get("en", "")))
    return value
