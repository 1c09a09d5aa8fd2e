"""Peaks of a day that nobody has planned, and of one that somebody has."""


def test_without_a_roster_no_peak_is_judged_but_the_busiest_time_is_told(supervisor) -> None:
    done = supervisor("traffic", "peaks", "2026-12-16", lang="zh")
    assert done.code == 0
    assert "2026-12-16 尚无排班，无法判断高峰" in done.out
    assert "预计客户最多的时段为" in done.out
    assert "少一人时等候" not in done.out


def test_a_planned_day_is_judged(supervisor) -> None:
    done = supervisor("traffic", "peaks", "2026-11-19", lang="zh")
    assert done.code == 0
    assert "无法判断高峰" not in done.out
    assert "少一人时等候" in done.out
