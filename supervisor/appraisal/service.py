"""What a person may do in appraisal, one function a use case: the one import for screens and commands.

Each checks right, state and rule before it appends, and says what to do where it refuses. Nobody reviews, waives or
decides about himself.
"""

from __future__ import annotations

from supervisor.appraisal.appeals.appealing import appeal, decide_appeal, withdraw_appeal
from supervisor.appraisal.appeals.waiving import waive, withdraw_waiver
from supervisor.appraisal.course.assessing import open_review, open_self_assessment, review, self_assess, withdraw_self
from supervisor.appraisal.course.closing import acknowledge, lock, publish, reopen
from supervisor.appraisal.course.noting import appeals_until
from supervisor.appraisal.course.peers import answer_peer, ask_peers, asked_of
from supervisor.appraisal.course.reading import course, person_month, read_month, read_score
from supervisor.appraisal.facts.books import activate_rulebook
from supervisor.appraisal.facts.recording import record, set_bank_figure, withdraw_record
from supervisor.appraisal.fund.fines import fines_cents
from supervisor.appraisal.fund.spending import spend, statement, withdraw_spending
from supervisor.appraisal.scores import score_month

__all__ = [
    "acknowledge", "activate_rulebook", "answer_peer", "appeal", "appeals_until", "ask_peers", "asked_of", "course",
    "decide_appeal", "fines_cents", "lock", "open_review", "open_self_assessment", "person_month", "publish",
    "read_month", "read_score", "record", "reopen", "review", "score_month", "self_assess", "set_bank_figure", "spend",
    "statement", "waive", "withdraw_appeal", "withdraw_record", "withdraw_self", "withdraw_spending", "withdraw_waiver",
]  # fmt: skip
