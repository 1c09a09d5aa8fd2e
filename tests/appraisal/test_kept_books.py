"""What a rule book is known by: a book keeps its digest whatever the product learns, and one that uses newer means is
not read by a product that would leave them out unsaid."""

from __future__ import annotations

import msgspec
import pytest

from supervisor.appraisal.library import shipped
from supervisor.appraisal.rulebook import digest, from_bytes, to_bytes
from supervisor.appraisal.rulebook import kept as keeping
from supervisor.errors import BadInput
from tests.appraisal.cases import book, part, rule

AS_EVER = {
    "branch": "04124a877969b2e405ad5189ab88f1109c487b1ffaee1794faf208f940039827",
    "teller_day": "f57a294d00dfebb2b8cd6222138744a9c79ec58ce6337f6da32bf1c3f5f8bb9a",
}


@pytest.mark.parametrize("name", AS_EVER)
def test_a_book_keeps_its_digest_whatever_the_product_learns(name):
    kept = to_bytes(shipped(name))
    assert digest(shipped(name)) == AS_EVER[name]
    assert msgspec.json.decode(kept)["format"] == 2
    assert to_bytes(from_bytes(kept)) == kept


def test_newer_means_are_kept_and_known_by_another_digest():
    plain = book(rule())
    newer = book(rule(factor_c=5000), components=(part(), part("plus", weight_c=0, joins="added", base_c=0)))
    assert from_bytes(to_bytes(newer)) == newer
    assert digest(newer) != digest(plain)
    assert msgspec.json.decode(to_bytes(newer))["format"] == 3


def test_a_book_of_a_newer_product_is_refused_and_not_scored_without_its_means():
    plain = msgspec.json.decode(to_bytes(book(rule())))
    with pytest.raises(BadInput):
        from_bytes(msgspec.json.encode(plain | {"format": keeping.FORMAT + 1}))


def test_every_mean_that_came_later_is_left_out_of_the_bytes_where_it_is_not_used():
    """A new field of any row that is not listed as later would give every book there is another digest."""
    kinds = {"components": 12, "rules": 33, "measures": 20, "consequences": 16, "bands": 11}
    sizes = {
        table: len([each for each in msgspec.structs.fields(kind) if each.name not in later])
        for table, (kind, later) in keeping._LATER.items() if table
    }  # fmt: skip
    assert sizes == kinds
