"""The notice to customers of an incident as it hangs in the hall: always in Chinese, from the playbook it began with.

The text has the blocks of every poster of the program: the heading, what happened since when, what customers may do
instead as points, and the signature. Whoever prints it may still word it.
"""

from __future__ import annotations

from supervisor.branch.ledger import branch_profile
from supervisor.errors import BadInput
from supervisor.incidents.ledger import Incident, playbook_of
from supervisor.journal import Reader
from supervisor.language import _

GREETING = "："


def poster_text(r: Reader, incident: Incident) -> str:
    """The text of the poster. Raises BadInput where the playbook has no notice."""
    book = playbook_of(r, incident)
    start = incident.start.astimezone(r.zone)
    branch = branch_profile(r).name
    values = {"branch": branch, "time": start.strftime("%H:%M"), "date": f"{start.month}月{start.day}日"}
    text = book.notice.zh.strip()
    if not text:
        raise BadInput(_("The playbook of this kind has no notice to customers."))
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    head, mark, rest = text.partition(GREETING)
    body = [head + mark, rest] if rest and len(head) <= 12 else [text]
    blocks = [book.notice_heading.zh or book.notice_heading.en, *body]
    channels = [one.zh for one in book.other_channels if one.zh]
    if channels:
        blocks.append("\n".join(["您还可以选择：", *(f"▪ {one}" for one in channels)]))
    today = r.now.astimezone(r.zone)
    nearby = book.nearby_at(today.hour * 60 + today.minute)
    if nearby:
        blocks.append("\n".join(["附近网点：", *(f"▪ {one.words().zh}" for one in nearby)]))
    blocks.append(f"{branch}\n{today.year}年{today.month}月{today.day}日")
    return "\n\n".join(blocks)
