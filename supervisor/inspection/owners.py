"""Who answers for mending a fault when the inspector names nobody (C7: one accountable person, always)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

# How branches write the jobs that check-lists speak of; an unknown job matches its own words.
JOBS: dict[str, tuple[str, ...]] = {
    "manager": ("支行长", "行长", "网点负责人", "branchmanager", "manager"),
    "deputy": ("副支行长", "副行长", "deputymanager", "deputy"),
    "supervisor": (
        "柜面主管",
        "会计主管",
        "营业主管",
        "主管",
        "supervisor",
        "tellersupervisor",
        "operationssupervisor",
    ),
    "lobby_manager": ("大堂经理", "lobbymanager"),
    "senior_teller": ("主办柜员", "业务主办", "seniorteller", "headteller", "authoriser", "授权人员"),
    "client_manager": ("客户经理", "理财经理", "clientmanager", "relationshipmanager", "wealthmanager"),
    "corporate_teller": ("对公柜员", "corporateteller"),
    "equipment": ("设备管理员", "自助设备管理员", "atmcustodian", "equipmentcustodian"),
    "security": ("保安", "安保", "security", "guard"),
    "back_office": ("后台", "后台人员", "综合岗", "backoffice"),
}
INSTEAD: dict[str, tuple[str, ...]] = {
    "manager": ("deputy",),
    "deputy": ("manager",),
    "supervisor": ("deputy", "manager"),
    "lobby_manager": ("supervisor", "manager"),
    "senior_teller": ("supervisor", "manager"),
    "client_manager": ("deputy", "manager"),
    "corporate_teller": ("senior_teller", "supervisor"),
    "equipment": ("lobby_manager", "supervisor"),
    "security": ("lobby_manager", "supervisor"),
    "back_office": ("supervisor", "manager"),
}


class Candidate(msgspec.Struct, frozen=True):
    """Somebody of the branch: subject, staff number, job as the branch writes it, roles he logs in with."""

    person: str
    no: str
    job: str
    roles: frozenset[str] = frozenset()


def _plain(job: str) -> str:
    return "".join(letter for letter in job.lower() if letter.isalnum())


def holds(candidate: Candidate, role: str) -> bool:
    """Whether the candidate's job (or log-in role) is the one a check-list means by `role`."""
    wanted = {_plain(word) for word in (role, *JOBS.get(role, ()))}
    return _plain(candidate.job) in wanted or role in candidate.roles


def owner_for(
    role: str,
    candidates: Sequence[Candidate],
    *,
    concerned: Sequence[str] = (),
    otherwise: str,
    instead: Mapping[str, tuple[str, ...]] = INSTEAD,
) -> str:
    """The person who answers: of that role, else of a role standing in for it, else a supervisor or manager, else
    `otherwise` (the inspector).

    Those the fault is about come last within a role; then the lowest staff number decides, alike on every copy.
    """
    if role:
        for wanted in dict.fromkeys((role, *instead.get(role, ()), "supervisor", "manager", "deputy")):
            found = [c for c in candidates if holds(c, wanted)]
            if found:
                return min(found, key=lambda c: (c.person in concerned, c.no, c.person)).person
    return otherwise
