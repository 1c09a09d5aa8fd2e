"""The duty rota on the command line: shown, planned, swapped, ticked, its areas, on paper and as a workbook."""

from __future__ import annotations

from openpyxl import load_workbook

NEXT = "2027-02"  # nobody has planned it


def test_a_month_is_shown_planned_only_when_applied_and_written(supervisor, tmp_path):
    shown = supervisor("roster", "rota", "list", "--month", "2026-11", "--json").json
    assert (shown["schema"], shown["version"], shown["month"]) == ("roster.rota", 1, "2026-11")
    assert {slot["state"] for slot in shown["slots"]} >= {"done", "missed"}
    assert any(slot["fixed"] and slot["reason"] for slot in shown["slots"]), "the sample holds a swap"
    assert shown["people"]
    first = supervisor("roster", "rota", "plan", "--month", NEXT, "--json").json
    assert first["changes"]
    assert not first["applied"]
    assert (
        supervisor("roster", "rota", "plan", "--month", NEXT, "--apply", "--json").json["changes"] == first["changes"]
    )
    assert supervisor("roster", "rota", "plan", "--month", NEXT, "--json").json["changes"] == []
    planned = supervisor("roster", "rota", "list", "--month", NEXT, "--json").json
    assert {slot["state"] for slot in planned["slots"]} == {"coming"}
    page, book = tmp_path / "rota.html", tmp_path / "rota.xlsx"
    assert supervisor("roster", "rota", "print", "-o", page, "--month", NEXT, lang="zh").code == 0
    text = page.read_text("utf-8")
    assert "2027年2月值日表" in text
    assert text.count("bgcolor") > 8, "weekends are grey on paper"
    assert supervisor("roster", "rota", "export", "-o", book, "--month", NEXT).code == 0
    assert load_workbook(book)["值日表"].max_row == 3 + 28
    assert supervisor("roster", "rota", "export", "-o", book, "--month", NEXT).code == 3


def test_a_page_is_written_whole_and_never_over_another_unasked(supervisor, tmp_path):
    page, before = tmp_path / "rota.html", "what the manager had there"
    page.write_text(before, "utf-8")
    printed = ("roster", "rota", "print", "-o")
    assert supervisor(*printed, page).code == 3
    assert page.read_text("utf-8") == before
    assert supervisor(*printed, page, "--force").code == 0
    assert page.read_text("utf-8") != before
    gone = supervisor(*printed, tmp_path / "nosuch" / "rota.html")
    assert (gone.code, "could not be written" in gone.err) == (2, True)
    assert sorted(one.name for one in tmp_path.iterdir() if "rota" in one.name) == ["rota.html"]


def test_turns_are_swapped_given_and_ticked(supervisor):
    supervisor("roster", "rota", "plan", "--month", NEXT, "--apply")
    shown = supervisor("roster", "rota", "list", "--month", NEXT, "--json").json
    days = [s for s in shown["slots"] if s["manner"] == "turn" and s["area"] == shown["areas"][0]["subject"]]
    one, other = days[0], next(s for s in days if s["person"] != days[0]["person"])
    area = shown["areas"][0]["name"]["zh"]
    asked = ("roster", "rota", "swap", one["day"], area, "--other-day", other["day"])
    assert supervisor(*asked).code == 3, "not the manager's own turn"
    assert supervisor(*asked, "--now").code == 2, "a reason is asked for"
    assert supervisor(*asked, "--now", "--reason", "trip").code == 0
    after = {
        (s["day"], s["area"]): s for s in supervisor("roster", "rota", "list", "--month", NEXT, "--json").json["slots"]
    }
    assert after[one["day"], one["area"]]["person"] == other["person"]
    assert after[one["day"], one["area"]]["reason"] == "trip"
    people = {p["subject"]: p["no"] for p in supervisor("branch", "people", "--json").json["people"]}
    third = days[4]
    assert supervisor("roster", "rota", "give", third["day"], area, people[one["person"]], "--reason", "ill").code == 0
    assert supervisor("roster", "rota", "done", area, third["day"]).code == 3, "that day has not come"
    missed = next(s for s in supervisor("roster", "rota", "list", "--month", "2026-11", "--json").json["slots"]
                  if s["state"] == "missed" and s["day"] < "2026-11-20")  # fmt: skip
    assert supervisor("roster", "rota", "done", missed["area"], missed["day"]).code == 0
    assert supervisor("roster", "rota", "done", missed["area"], missed["day"]).code == 3
    assert supervisor("roster", "rota", "done", missed["area"], missed["day"], "--withdraw").code == 0
    assert supervisor("roster", "rota", "agree", "nothing").code == 2


def test_areas_are_added_changed_and_stopped(supervisor):
    before = supervisor("roster", "rota", "areas", "--json").json
    assert before["schema"] == "roster.rota_areas"
    assert before["weeks"] == "month"
    assert supervisor("roster", "rota", "area", "add", "--usual").out.startswith("0 ")
    assert supervisor("roster", "rota", "area", "add").code == 2
    wrong = supervisor("roster", "rota", "area", "add", "绿植", "--every", "week")
    assert wrong.code == 2
    assert "weekday" in wrong.err
    assert (
        supervisor("roster", "rota", "area", "add", "绿植", "--every", "week", "--weekday", 3, "--weeks", "odd").code
        == 0
    )
    assert supervisor("roster", "rota", "area", "add", "--area", "绿植", "--who", "cleaner").code == 0
    areas = supervisor("roster", "rota", "areas", "--json").json["areas"]
    (one,) = [a for a in areas if a["name"]["zh"] == "绿植"]
    assert (one["who"], one["every"], one["in_force"]) == ("cleaner", "day", True)
    assert supervisor("roster", "rota", "area", "order", "绿植").code == 0
    first = supervisor("roster", "rota", "areas", "--json").json["areas"][0]
    assert first["name"]["zh"] == "绿植"
    assert supervisor("roster", "rota", "area", "order").code == 2
    assert supervisor("roster", "rota", "area", "stop", "绿植").code == 0
    assert supervisor("roster", "rota", "weeks", "iso").code == 0
    after = supervisor("roster", "rota", "areas", "--json").json
    assert after["weeks"] == "iso"
    assert not next(a for a in after["areas"] if a["name"]["zh"] == "绿植")["in_force"]
    assert "绿植" in supervisor("roster", "rota", "areas", lang="zh").out
