"""Today says what a month of appraisal waits for: to each only what he can do himself, without a name."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.appraisal import service
from supervisor.appraisal.library import shipped
from supervisor.branch.service import found_branch
from supervisor.branch.staff import add_person
from supervisor.journal import Book
from supervisor.language import use_language
from supervisor.overview.owed_months import owed_months

MONTH = "2026-11"
WORDS = {
    "zh": ("公布 2026-11", "撰写 2026-11 自评", "评定", "签署锁定 2026-11"),
    "en": ("Publish 2026-11", "Write your self-assessment of 2026-11", "Review everybody", "Sign and lock 2026-11"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_is_told_what_waits_for_him(book: Book, language: str) -> None:
    use_language(language)
    publish, write, review, sign = WORDS[language]
    book.set_now(lambda: datetime(2026, 10, 1, 2, tzinfo=UTC))
    found_branch(book, "system", name="支行")
    who = {}
    for no, (job, role) in enumerate((("manager", Role.MANAGER), ("teller", Role.STAFF)), start=1):
        who[job] = add_person(book, "system", no=f"{no:02d}", name=f"甲{no}", role=job, joined=date(2026, 10, 1))
        add_user(book, "system", login=job, person=who[job], name=job, roles=(role,))
    service.activate_rulebook(book, who["manager"], rules=shipped("branch"), month=MONTH)

    def told(job: str, day: int) -> list[str]:
        book.set_now(lambda: datetime(2026, 12, day, 2, tzinfo=UTC))
        with book.read() as r:
            found = [f"{one.title} {one.detail}" for one in owed_months(r, r.now, who[job])]
        assert not any("甲" in text for text in found)
        return found

    def has(found: list[str], words: str) -> bool:
        return any(words in text for text in found)

    assert has(told("manager", 1), publish)
    assert told("teller", 1) == []
    service.open_self_assessment(book, who["manager"], MONTH, until=date(2026, 12, 3))
    assert has(told("teller", 2), write)
    service.self_assess(book, who["teller"], MONTH, text="平稳")
    assert told("teller", 2) == []
    assert has(told("manager", 2), "1")  # he himself has not written
    told("manager", 4)
    service.open_review(book, who["manager"], MONTH)
    assert has(told("manager", 4), review)
    service.publish(book, who["manager"], MONTH)
    assert len(told("teller", 4)) == 1
    service.acknowledge(book, who["teller"], MONTH)
    assert told("teller", 4) == []
    assert not has(told("manager", 5), sign)
    assert has(told("manager", 20), sign)
    service.lock(book, who["manager"], MONTH)
    assert told("manager", 20) == []
