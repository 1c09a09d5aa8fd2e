"""Digests and predecessors of every device's entries, packed, so that half a million of them fit into little memory."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence

Packed = dict[str, tuple[bytes, bytes, bytes]]  # device -> sequence numbers, digests, predecessors
BLOCK = 65_536  # entries compared at a time


class Chains:
    """The links of every device's chain, gathered in any order: 72 bytes an entry."""

    def __init__(self) -> None:
        self.seqs: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self.digests: dict[str, bytearray] = defaultdict(bytearray)
        self.prevs: dict[str, bytearray] = defaultdict(bytearray)

    def add(self, rows: Sequence[tuple]) -> None:
        """Take a range of entries (rows in the order of `FIELDS`)."""
        by_device: dict[str, list[tuple]] = defaultdict(list)
        for row in rows:
            by_device[row[0]].append(row)
        for device, own in by_device.items():
            self.seqs[device].extend([row[1] for row in own])
            self.digests[device] += b"".join([row[16].ljust(32, b"\0")[:32] for row in own])
            self.prevs[device] += b"".join([row[15].ljust(32, b"\0")[:32] for row in own])

    def packed(self) -> Packed:
        """All of it as plain bytes, to be sent to another process."""
        return {
            device: (seqs.tobytes(), bytes(self.digests[device]), bytes(self.prevs[device]))
            for device, seqs in self.seqs.items()
        }

    def join(self, packed: Packed) -> None:
        """Take what another process gathered."""
        for device, (seqs, digests, prevs) in packed.items():
            self.seqs[device].frombytes(seqs)
            self.digests[device] += digests
            self.prevs[device] += prevs

    def check(self, say: Callable[[str], None], heads: dict[str, tuple[int, bytes]]) -> None:
        """Name gaps, twins, broken links and heads (device -> sequence, digest) that do not fit."""
        import numpy as np  # opening a book must not pay for it

        for device in heads.keys() - self.seqs.keys():
            if heads[device][0]:
                say(f"device {device}: all its entries are missing")
        for device, seqs in self.seqs.items():
            numbers = np.frombuffer(seqs, dtype=np.int64)
            order = np.argsort(numbers, kind="stable")
            numbers = numbers[order]
            digests = np.frombuffer(self.digests[device], dtype="V32")
            prevs = np.frombuffer(self.prevs[device], dtype="V32")
            steps = np.diff(numbers)
            for i in np.flatnonzero(steps == 0):
                say(f"device {device} wrote entry {numbers[i]} twice with different content; both are kept")
            if (steps == 0).any():
                continue  # twins: which of them the chain goes through cannot be said
            if numbers[0] == 1 and prevs[order[0]].tobytes().strip(b"\0"):
                say(f"device {device}, entry 1: it names a predecessor")
            for i in np.flatnonzero(steps != 1):
                say(f"device {device}: entries {numbers[i] + 1} to {numbers[i + 1] - 1} are missing")
            if numbers[0] != 1:
                say(f"device {device}: entries 1 to {numbers[0] - 1} are missing")
            for begin in range(0, len(order) - 1, BLOCK):
                block = order[begin : begin + BLOCK + 1]
                broken = (prevs[block[1:]] != digests[block[:-1]]) & (steps[begin : begin + BLOCK] == 1)
                for i in np.flatnonzero(broken):
                    before, own = numbers[begin + i], numbers[begin + i + 1]
                    say(f"device {device}, entry {own}: its predecessor is not entry {before}")
            _check_head(say, device, heads.get(device), int(numbers[-1]), digests[order[-1]].tobytes())


def _check_head(
    say: Callable[[str], None], device: str, head: tuple[int, bytes] | None, last: int, digest: bytes
) -> None:
    if head is None:
        say(f"device {device}: its chain has no signed head")
    elif head[0] > last:
        say(f"device {device}: entries {last + 1} to {head[0]} are missing at the end")
    elif head[0] < last:
        say(f"device {device}: entries after {head[0]} are not covered by its signed head")
    elif digest != head[1]:
        say(f"device {device}: its last entry is not the signed head")
