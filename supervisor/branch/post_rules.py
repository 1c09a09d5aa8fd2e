"""What holds when somebody leaves a post for another in the course of a day (requirement C1), set for each post."""

from __future__ import annotations

from collections.abc import Collection

from supervisor.access import Right, require
from supervisor.branch.events import PostRulesSet
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import posts
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import _

LONGEST_MINUTES = 120


def set_post_rules(
    book: Book, actor: str, subject: str, *, handover_minutes: int, incompatible: Collection[str] = ()
) -> None:
    """How long whoever leaves the post counts, hands over and signs off, and which posts nobody may hold on the same
    day; both count for the other posts too, until taken back from either side.

    Raises BadInput for a post that does not exist, for minutes outside 0 to 120, and for a post against itself.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        known = {post.subject: post for post in posts(w)}
        if subject not in known or not set(incompatible) <= known.keys():
            raise BadInput(_("There is no such post."))
        if not 0 <= handover_minutes <= LONGEST_MINUTES:
            words = _("Handing over takes 0 to {n} minutes.").format(n=LONGEST_MINUTES)
            raise WrongField("handover_minutes", words)
        if subject in incompatible:
            raise WrongField("incompatible", _("A post cannot be incompatible with itself."))
        given = tuple(sorted(set(incompatible)))
        before = known[subject]
        if (before.handover_minutes, before.incompatible) == (handover_minutes, given):
            return
        w.append(subject, PostRulesSet(handover_minutes=handover_minutes, incompatible=given))
        for other in sorted((set(before.incompatible) - set(given)) & known.keys()):
            rest = tuple(one for one in known[other].incompatible if one != subject)
            w.append(other, PostRulesSet(handover_minutes=known[other].handover_minutes, incompatible=rest))
