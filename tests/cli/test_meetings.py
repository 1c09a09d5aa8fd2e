"""Meetings from the command line: the notice of a week."""

from __future__ import annotations


def test_the_notice_of_a_week_is_text_in_the_language_asked_for(supervisor, tmp_path):
    shown = supervisor("meetings", "notice", "--week", "2026-11-16", lang="zh")
    assert shown.code == 0
    assert "会议通知" in shown.out
    assert "参加人员" in shown.out
    file = tmp_path / "notice.txt"
    assert supervisor("meetings", "notice", "--week", "2026-11-16", "-o", file).code == 0
    assert file.read_text(encoding="utf-8").startswith("Notice of meetings")
    assert supervisor("meetings", "notice", "--week", "2026-11-16", "-o", file).code == 3
    assert "No meeting is announced" in supervisor("meetings", "notice", "--week", "2027-02-01").out
