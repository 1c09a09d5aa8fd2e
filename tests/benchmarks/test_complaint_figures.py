"""Figures of the register of complaints: 100,000 cases in our window, found, sorted and narrowed, and what else is
asked of them. By the clock as well, so it is for a machine with nothing else to do: `make bench ARGS="-k complaint"`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.conftest import Figure, Measure
from tests.benchmarks.many_complaints import make

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "out" / "bench"
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "out" / "compiled")}
"""Modules are compiled beforehand, as they are where the program is installed."""
BOOKS = {"": "of five years, 300 open", "open": "of one year, all open"}


@pytest.mark.parametrize("kind", BOOKS)
def test_the_list_of_complaints(benchmark: Any, measure: Measure, figure: Figure, kind: str) -> None:
    path = make(HOME, kind=kind)
    measure("list", path, module="complaint_pace", **COMPILED)  # the first run compiles and fills the system's cache
    options = {"module": "complaint_pace", **COMPILED}
    seen = benchmark.pedantic(measure, ("list", path), options, rounds=1, iterations=1)
    benchmark.extra_info.update(seen)
    name = f"{seen['rows']:,} complaints {BOOKS[kind]}"
    told = {"keys": "a letter typed or taken back", "sorts": "a heading clicked", "chips": "a chip or choice"}
    for each, what in told.items():
        one = seen[each]
        figure(
            f"{name}: {what}, painted",
            "–",
            "≤ 100 ms",
            f"{one['clock']:.0f} ms on the clock (longest {one['clock_longest']:.0f}: {one['longest']}), "
            f"{one['processor']:.0f} ms of the processor (longest {one['processor_longest']:.0f})",
        )
        assert one["processor_longest"] <= 100
    figure(
        f"{name} opened: first lines; whole; longest work on the window's thread; memory",
        "–",
        "≤ 0.3 s; ≤ 3 s; ≤ 100 ms; ≤ 150 MB",
        f"{seen['first_ms'] / 1000:.2f} s ({seen['first_processor_ms'] / 1000:.2f} of the processor); "
        f"{seen['whole_ms'] / 1000:.1f} s ({seen['whole_processor_ms'] / 1000:.1f}); {seen['still_ms']:.0f} ms; "
        f"{seen['mb']:.0f} MB",
    )
    figure(
        f"{name}: another case written down: its line there; a letter typed meanwhile",
        "–",
        "–; ≤ 100 ms",
        f"{seen['line_there_ms'] / 1000:.2f} s ({seen['line_there_processor_ms'] / 1000:.2f} of the processor); "
        f"{seen['letter_meanwhile_ms']:.0f} ms",
    )


ASKED = [
    ("reading", "", "100,000 complaints of five years"),
    ("reading", "open", "100,000 complaints, all open"),
    ("repeats", "told", "100,000 complaints with contact data, of one year: the same customer"),
    ("exported", "told", "100,000 complaints with texts as a workbook"),
]


@pytest.mark.parametrize(("job", "kind", "name"), ASKED)
def test_what_else_is_asked_of_complaints(
    benchmark: Any, measure: Measure, figure: Figure, job: str, kind: str, name: str
) -> None:
    path = make(HOME, kind=kind)
    options = {"module": "complaint_jobs", **COMPILED}
    seen = benchmark.pedantic(measure, (job, path), options, rounds=1, iterations=1)
    benchmark.extra_info.update(seen)
    for what, (clock, processor) in seen["times"].items():
        figure(f"{name}: {what}", "–", "–", f"{clock:.2f} s on the clock, {processor:.2f} of the processor")
    figure(f"{name}: memory at most", "–", "–", f"{seen['mb']:.0f} MB")
