"""One accountable person, always: by the item's role, else who stands in, else the inspector."""

from __future__ import annotations

from supervisor.inspection.owners import Candidate, owner_for

LOBBY = Candidate("person:l", "03", "大堂经理")
OTHER_LOBBY = Candidate("person:m", "01", "Lobby Manager")
CHIEF = Candidate("person:c", "02", "whatever they call it", frozenset({"supervisor"}))
TELLER = Candidate("person:t", "00", "teller")


def test_by_job_in_either_language_lowest_number_first() -> None:
    assert owner_for("lobby_manager", [LOBBY, OTHER_LOBBY, CHIEF], otherwise="x") == "person:m"


def test_who_is_concerned_comes_last() -> None:
    everybody = [LOBBY, OTHER_LOBBY, CHIEF]
    assert owner_for("lobby_manager", everybody, concerned=("person:m",), otherwise="x") == "person:l"
    assert owner_for("lobby_manager", [OTHER_LOBBY], concerned=("person:m",), otherwise="x") == "person:m"


def test_somebody_stands_in_by_his_login_role() -> None:
    assert owner_for("lobby_manager", [TELLER, CHIEF], otherwise="x") == "person:c"


def test_a_job_of_the_branch_s_own_matches_its_own_words() -> None:
    assert owner_for("Vault keeper", [Candidate("person:v", "9", "vault keeper"), CHIEF], otherwise="x") == "person:v"


def test_nobody_fits_so_the_inspector_answers() -> None:
    assert owner_for("lobby_manager", [TELLER], otherwise="person:i") == "person:i"
    assert owner_for("", [CHIEF], otherwise="person:i") == "person:i"
