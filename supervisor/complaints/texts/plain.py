"""Words that stand in an entry for ever, beside the seal: they may say what and why, never whom or under which number.

Reasons, notes and titles are not sealed, so an erasure cannot reach them. A phone, identity or card number or a mail
address in them would outlive the case: it is refused here, and the message says where it belongs. Dates, times, amounts
and case numbers pass. A name cannot be told from other words unless it stands in the contact data of the case, which
the services hand in (`checks.plain_in`); the forms say that names do not belong here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from supervisor.branch.faults import WrongField
from supervisor.language import _

from .masking import HARMLESS, MAIL, NUMBER, Contact, known_in

_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-2]\d(?:[0-5]\d){0,2})?")
_CALLED = re.compile(
    r"(电话|手机|座机|联系方式|致电|号码|拨打|微信|phone|mobile|tel|call|number)\D{0,4}$", re.IGNORECASE
)
_BEFORE = 20  # letters before a number in which it may be called one
SERVICE_LINES = ("400", "800")  # ten digits that everybody may know


def plain_words(text: str, field: str = "", people: Iterable[Contact] = ()) -> str:
    """The text without blanks around it. Raises WrongField (a BadInput, naming `field`) for one that holds a phone,
    identity or card number or a mail address, or a name or address of these people."""
    text = text.strip()
    if found := personal_number(text):
        raise WrongField(
            field,
            _("“{hint}” looks like a phone, identity or card number or an address of the customer. These words are "
              "kept for ever and cannot be erased: leave it out here. It belongs in the contact data or in the text "
              "of the case, which are sealed.").format(hint=_hint(found)),
        )  # fmt: skip
    if found := known_in(text, people):
        raise WrongField(
            field,
            _("“{hint}” is in the customer's contact data. These words are kept for ever and cannot be erased: write "
              "“the customer” instead.").format(hint=found[:1] + "…"),
        )  # fmt: skip
    return text


def personal_number(text: str) -> str:
    """What in a text looks like such a number or address; "" when nothing does."""
    flat = unicodedata.normalize("NFKC", text)
    if mail := MAIL.search(flat):
        return mail[0]
    flat = HARMLESS.sub("日", flat)  # a letter, which no number goes across
    for run in NUMBER.finditer(flat):
        digits = re.sub(r"\D", "", run[0])
        if _DATE.fullmatch(digits):
            continue
        if len(digits) >= 11 or (len(digits) == 10 and not digits.startswith(SERVICE_LINES) and digits[0] == "0"):
            return run[0]
        if _CALLED.search(flat[max(0, run.start() - _BEFORE) : run.start()]):
            return run[0]
    return ""


def _hint(found: str) -> str:
    """Enough of it to find it again; a message may be shown or logged."""
    return found[:3] + "…" if len(found) > 4 else "…"
