"""Which role may do what: one enum of rights, one enum of roles and the table between them.

The rights are named after what a person wants to do, so that a service reads `require(w, actor,
Right.CLOSE_ACTION)` and a head-office auditor can check the table below against the branch's written
authority. Pure data, no I/O.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from supervisor.language import Words


class Role(StrEnum):
    """What a person who logs in is to the branch. One person may hold several."""

    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    COMPLAINT_HANDLER = "complaint_handler"
    COMMANDER = "commander"
    STAFF = "staff"
    HEAD_OFFICE = "head_office"


class Right(StrEnum):
    """One thing that a person may be allowed to do."""

    # reading
    READ_OWN = "read_own"  # one's own findings, scores, training, duties
    READ_BRANCH = "read_branch"  # everything that names no single person's record
    READ_PEOPLE = "read_people"  # any person's record
    READ_COMPLAINTS = "read_complaints"
    UNMASK = "unmask"  # see sealed customer data; each use is an entry
    EXPORT_REPORT = "export_report"
    # the book itself
    MANAGE_USERS = "manage_users"
    MANAGE_SETTINGS = "manage_settings"
    BACK_UP_BOOK = "back_up_book"  # copy it whole under its passphrase; write it anew without what was erased
    EXCHANGE_BUNDLES = "exchange_bundles"
    SETTLE_CONFLICT = "settle_conflict"
    # branch and roster
    MANAGE_BRANCH = "manage_branch"  # profile, posts, zones, hours, calendar
    MANAGE_PEOPLE = "manage_people"  # joining, leaving, skills, authorisations
    PLAN_ROSTER = "plan_roster"
    RECORD_ABSENCE = "record_absence"
    # traffic
    IMPORT_TRAFFIC = "import_traffic"
    MANAGE_TRAFFIC = "manage_traffic"  # forecast settings, waiting targets
    # actions
    RAISE_ACTION = "raise_action"
    TAKE_UP_ACTION = "take_up_action"
    CLOSE_ACTION = "close_action"
    # incidents
    DECLARE_INCIDENT = "declare_incident"
    END_INCIDENT = "end_incident"
    # inspection
    INSPECT = "inspect"
    MANAGE_TEMPLATES = "manage_templates"
    PLAN_INSPECTIONS = "plan_inspections"
    CORRECT_INSPECTION = "correct_inspection"
    WAIVE_FINDING = "waive_finding"
    # complaints
    RECORD_COMPLAINT = "record_complaint"
    HANDLE_COMPLAINT = "handle_complaint"
    EXTEND_COMPLAINT = "extend_complaint"
    ESCALATE_COMPLAINT = "escalate_complaint"
    SIGN_COMPLAINT = "sign_complaint"
    HANDLE_MANAGER_COMPLAINT = "handle_manager_complaint"  # about the branch manager: head office only
    RECORD_PRAISE = "record_praise"
    ERASE_PERSONAL_DATA = "erase_personal_data"
    # training
    RECORD_TRAINING = "record_training"
    MANAGE_TRAINING = "manage_training"
    # meetings
    REQUEST_MEETING = "request_meeting"
    PLAN_MEETINGS = "plan_meetings"
    RUN_MEETING = "run_meeting"  # start, end, release people to the floor
    # dispatch
    DISPATCH = "dispatch"  # propose and send moves
    MANAGE_PLAYBOOKS = "manage_playbooks"
    RUN_DRILL = "run_drill"
    # appraisal
    MANAGE_RULES = "manage_rules"
    RECORD_MEASURE = "record_measure"
    SCORE_MONTH = "score_month"
    LOCK_MONTH = "lock_month"
    REOPEN_MONTH = "reopen_month"
    APPEAL = "appeal"
    DECIDE_APPEAL = "decide_appeal"
    WAIVE_DEDUCTION = "waive_deduction"
    MANAGE_FUND = "manage_fund"


_STAFF = {
    Right.READ_OWN,
    Right.TAKE_UP_ACTION,
    Right.RECORD_COMPLAINT,  # D2: whoever is told first records it
    Right.RECORD_PRAISE,
    Right.REQUEST_MEETING,
    Right.APPEAL,
}
_COMMANDER = _STAFF | {
    Right.READ_BRANCH,
    Right.DECLARE_INCIDENT,
    Right.END_INCIDENT,
    Right.DISPATCH,
    Right.RUN_MEETING,
    Right.RUN_DRILL,
    Right.RECORD_ABSENCE,
}
_SUPERVISOR = _COMMANDER | {
    Right.READ_PEOPLE,
    Right.READ_COMPLAINTS,
    Right.EXPORT_REPORT,
    Right.EXCHANGE_BUNDLES,
    Right.INSPECT,
    Right.PLAN_INSPECTIONS,
    Right.CORRECT_INSPECTION,
    Right.RAISE_ACTION,
    Right.CLOSE_ACTION,
    Right.PLAN_ROSTER,
    Right.IMPORT_TRAFFIC,
    Right.PLAN_MEETINGS,
    Right.RECORD_TRAINING,
    Right.RECORD_MEASURE,
}
_HANDLER = _STAFF | {
    Right.READ_BRANCH,
    Right.READ_COMPLAINTS,
    Right.UNMASK,
    Right.HANDLE_COMPLAINT,
    Right.EXTEND_COMPLAINT,
    Right.ESCALATE_COMPLAINT,
    Right.RAISE_ACTION,
    Right.EXPORT_REPORT,
}
_DEPUTY = (
    _SUPERVISOR
    | _HANDLER
    | {
        Right.MANAGE_BRANCH,
        Right.MANAGE_PEOPLE,
        Right.MANAGE_TRAFFIC,
        Right.MANAGE_TEMPLATES,
        Right.MANAGE_TRAINING,
        Right.MANAGE_PLAYBOOKS,
        Right.WAIVE_FINDING,
        Right.WAIVE_DEDUCTION,
        Right.SCORE_MONTH,
        Right.SETTLE_CONFLICT,
    }
)
_MANAGER = _DEPUTY | {
    Right.BACK_UP_BOOK,  # a branch has no administrator of its own at hand every day
    Right.MANAGE_SETTINGS,
    Right.SIGN_COMPLAINT,
    Right.ERASE_PERSONAL_DATA,
    Right.MANAGE_RULES,
    Right.LOCK_MONTH,
    Right.REOPEN_MONTH,
    Right.DECIDE_APPEAL,
    Right.MANAGE_FUND,
}
_ADMINISTRATOR = {
    # keeps the machinery, decides nothing about people: separation of duties
    Right.READ_OWN,
    Right.MANAGE_USERS,
    Right.MANAGE_SETTINGS,
    Right.BACK_UP_BOOK,
    Right.EXCHANGE_BUNDLES,
}
_HEAD_OFFICE = {
    Right.READ_OWN,
    Right.READ_BRANCH,
    Right.READ_PEOPLE,
    Right.READ_COMPLAINTS,
    Right.EXPORT_REPORT,
    Right.HANDLE_MANAGER_COMPLAINT,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(_ADMINISTRATOR),
    Role.MANAGER: frozenset(_MANAGER),
    Role.DEPUTY: frozenset(_DEPUTY),
    Role.SUPERVISOR: frozenset(_SUPERVISOR),
    Role.COMPLAINT_HANDLER: frozenset(_HANDLER),
    Role.COMMANDER: frozenset(_COMMANDER),
    Role.STAFF: frozenset(_STAFF),
    Role.HEAD_OFFICE: frozenset(_HEAD_OFFICE),
}

ROLE_NAMES: dict[Role, Words] = {
    Role.ADMINISTRATOR: Words("系统管理员", "Administrator"),
    Role.MANAGER: Words("支行长", "Branch manager"),
    Role.DEPUTY: Words("副支行长", "Deputy manager"),
    Role.SUPERVISOR: Words("主管（检查人）", "Supervisor (inspector)"),
    Role.COMPLAINT_HANDLER: Words("投诉管理人", "Complaint handler"),
    Role.COMMANDER: Words("现场指挥", "Incident commander"),
    Role.STAFF: Words("员工", "Staff"),
    Role.HEAD_OFFICE: Words("总行查阅人", "Head-office reader"),
}


def rights_of(roles: Collection[Role]) -> frozenset[Right]:
    """All rights that the roles give together."""
    return frozenset().union(*(RIGHTS[role] for role in roles))
