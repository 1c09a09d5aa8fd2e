"""Today says which month head office waits for, to who may hand it over, until it is handed over."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from supervisor.journal import Book
from supervisor.language import use_language
from supervisor.overview.owed import owed
from supervisor.reporting import service
from supervisor.reporting.events import ReportWritten
from tests.complaints.team import SHANGHAI, found

WORDS = {
    "zh": ("向总行报送 2026-03 月报", "尚未生成", "明日", "已生成，未标记报送"),
    "en": ("Hand over the workbook of 2026-03", "not written yet", "tomorrow", "written, not marked"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_line_comes_and_goes(book: Book, language: str) -> None:
    use_language(language)
    title, unwritten, tomorrow, waiting = WORDS[language]
    team = found(book)

    def lines(who: str = team.deputy) -> list[tuple[str, str]]:
        with book.read() as r:
            return [
                (f"{one.title} {one.detail} {one.when}", one.state)
                for one in owed(r, r.now, {}, who)
                if one.kind == "report"
            ]

    team.now = datetime(2026, 4, 1, 9, tzinfo=SHANGHAI)
    assert lines() == []
    team.now = datetime(2026, 4, 7, 9, tzinfo=SHANGHAI)
    ((told, state),) = lines()
    assert (title in told, unwritten in told, tomorrow in told, state) == (True, True, True, "soon")
    assert lines(team.teller) == []
    fact = ReportWritten(kind="month", month="2026-03", about="", file="m.xlsx", size=1, digest="00" * 32)
    subject = service.note_written(book, team.deputy, fact)
    team.now = datetime(2026, 4, 9, 9, tzinfo=SHANGHAI)
    ((told, state),) = lines()
    assert (waiting in told, state) == (True, "late")
    service.mark_sent(book, team.deputy, subject, day=date(2026, 4, 9))
    assert lines() == []
