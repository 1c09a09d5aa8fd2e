"""Praise, promises and the reading of the comment book as they are now."""

from .folds import CALL_BACK, LEDGER, PRAISE
from .queries import (
    call_back,
    call_backs,
    call_backs_between,
    call_backs_due,
    comment_book_days,
    comment_book_due,
    comment_book_missed,
    comment_book_owed,
    comment_replies_owed,
    contact_digest,
    one_praise,
    praise,
    promise_history,
)

__all__ = [
    "CALL_BACK",
    "LEDGER",
    "PRAISE",
    "call_back",
    "call_backs",
    "call_backs_between",
    "call_backs_due",
    "comment_book_days",
    "comment_book_due",
    "comment_book_missed",
    "comment_book_owed",
    "comment_replies_owed",
    "contact_digest",
    "one_praise",
    "praise",
    "promise_history",
]
