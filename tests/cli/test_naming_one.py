"""What a command is given as a number names one record, whatever its key happens to hold."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from supervisor.cli.context import one_of
from supervisor.errors import BadInput


def test_the_serial_of_a_number_goes_before_figures_within_keys():
    wanted = SimpleNamespace(subject="call_back:abc", number="HD-R1H-0015")
    other = SimpleNamespace(subject="call_back:x15y", number="HD-R1H-0007")
    assert one_of([other, wanted], "15", "promise") is wanted
    with pytest.raises(BadInput):  # two laptops numbered alike
        one_of([wanted, SimpleNamespace(subject="call_back:z", number="HD-B2C-0015")], "15", "promise")
