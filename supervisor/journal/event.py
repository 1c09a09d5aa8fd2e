"""Facts and how they become bytes: kinds, versions, upcasters, escaping.

An event is a frozen struct with a kind and a version. Its bytes are hashed once, when it is entered, and never
written again; a newer program reads an older version through upcasters, for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

import msgspec

if TYPE_CHECKING:  # checkers do not know that msgspec structs inherit `frozen` and `kw_only`

    @dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
    class Event(msgspec.Struct):
        """Base of everything that can happen."""
else:

    class Event(msgspec.Struct, frozen=True, kw_only=True):
        """Base of everything that can happen. Fields are plain values, dates, aware instants, tuples, structs."""


Upcast = Callable[[dict[str, Any]], dict[str, Any]]
E = TypeVar("E", bound=type[Event])


@dataclass
class Kind:
    """What the journal knows of one kind of event."""

    name: str
    version: int
    type: type[Event]
    evidence: bool  # counts towards a month, so a locked month refuses it
    additive: bool  # two of them on one head are not a contradiction
    upcasts: dict[int, Upcast] = field(default_factory=dict)

    @cached_property
    def decode(self) -> Callable[[bytes], Any]:
        """Reads a payload of this version; made for the first one, as most programs meet few of the many kinds."""
        return msgspec.json.Decoder(self.type).decode


class UnknownKind(LookupError):
    """An entry of a kind or version that this program does not know: written by a newer one. Kept, not folded."""


_kinds: dict[str, Kind] = {}
_by_type: dict[type, Kind] = {}
_waiting: dict[str, dict[int, Upcast]] = {}


def event(name: str, *, version: int = 1, evidence: bool = True, additive: bool = False) -> Callable[[E], E]:
    """Declare a struct as an event of kind `name` at `version`."""

    def declare(cls: E) -> E:
        known = _kinds.get(name)
        if known is not None and known.type.__qualname__ != cls.__qualname__:
            raise TypeError(f"two events call themselves {name}")
        kind = Kind(name, version, cls, evidence, additive)
        kind.upcasts.update(_waiting.pop(name, {}))
        _kinds[name] = kind
        _by_type[cls] = kind
        return cls

    return declare


def upcaster(name: str, *, from_version: int) -> Callable[[Upcast], Upcast]:
    """Declare how a payload of `name` at `from_version` reads at the next version (dict in, dict out)."""

    def declare(function: Upcast) -> Upcast:
        target = _kinds[name].upcasts if name in _kinds else _waiting.setdefault(name, {})
        target[from_version] = function
        return function

    return declare


def kind_of_type(cls: type[Event]) -> Kind:
    """The declared kind of an event's struct."""
    return _by_type[cls]


def kind_of(fact: Event) -> Kind:
    """The declared kind of a fact."""
    return _by_type[type(fact)]


def known_kind(name: str) -> Kind | None:
    """The kind of this name, None when this program does not know it."""
    return _kinds.get(name)


def additive_kinds() -> set[str]:
    """Names of the known kinds that only add: two of them apart are no contradiction."""
    return {name for name, kind in _kinds.items() if kind.additive}


def kind_modules() -> list[str]:
    """Where the known kinds and their upcasters are declared, for a process that must know the same."""
    upcasters = {function.__module__ for kind in _kinds.values() for function in kind.upcasts.values()}
    return sorted(upcasters | {kind.type.__module__ for kind in _kinds.values()})


_UNSAFE = re.compile("[\x00\ud800-\udfff]")


def escape(text: str) -> str:
    """NUL and lone surrogates written visibly: no engine stores them, and none may vanish silently."""
    return _UNSAFE.sub(lambda found: "␀" if found[0] == "\x00" else f"\\u{ord(found[0]):04x}", text)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {_escaped(k): _escaped(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(v) for v in value]
    return value


_encode = msgspec.json.Encoder(order=None).encode


def to_bytes(fact: Event) -> bytes:
    """The payload that is hashed and stored: compact JSON, UTF-8, unsafe characters escaped."""
    try:
        payload = _encode(fact)
    except UnicodeEncodeError:
        payload = b"\\u0000"
    if b"\\u0000" in payload:
        payload = _encode(_escaped(msgspec.to_builtins(fact)))
    return payload


def from_bytes(name: str, version: int, payload: bytes) -> Event:
    """The fact in today's version. Raises UnknownKind for what only a newer program knows."""
    kind = _kinds.get(name)
    if kind is None or version > kind.version:
        raise UnknownKind(f"{name} v{version}")
    if version == kind.version:
        return kind.decode(payload)
    plain = msgspec.json.decode(payload)
    for step in range(version, kind.version):
        if step not in kind.upcasts:
            raise UnknownKind(f"{name} v{version}: no upcaster from v{step}")
        plain = kind.upcasts[step](plain)
    return msgspec.convert(plain, kind.type, strict=False)
