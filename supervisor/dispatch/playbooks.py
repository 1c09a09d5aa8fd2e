"""The playbook by which an incident is dispatched: the one it began with, else the one in force for its kind.

Playbooks belong to the incidents (`supervisor.incidents.playbooks`); what other rooms of dispatch say of them is here.
"""

from __future__ import annotations

from supervisor.incidents.ledger import incident, playbook_now, playbook_of
from supervisor.incidents.playbooks import OWNERS, PLAYBOOK_SCHEMA, Playbook, Step, playbook, read_playbook, shipped
from supervisor.journal import Reader

__all__ = [
    "OWNERS",
    "PLAYBOOK_SCHEMA",
    "Playbook",
    "Step",
    "playbook",
    "playbook_for",
    "playbook_now",
    "playbook_of",
    "read_playbook",
    "shipped",
]


def playbook_for(r: Reader, kind: str, subject: str = "") -> Playbook:
    """The playbook that the incident `subject` began with, when it is one of this kind; else the one in force."""
    found = incident(r, subject) if subject else None
    return playbook_of(r, found) if found is not None and found.kind == kind else playbook_now(r, kind)
