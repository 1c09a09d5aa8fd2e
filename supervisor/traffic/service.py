"""What a person can do with the record of customers: bring files, withdraw them, say what their words mean."""

from __future__ import annotations

from supervisor.traffic.taking.class_words import class_names, keep_classes
from supervisor.traffic.taking.importing import enter_day, import_tickets, record_tickets
from supervisor.traffic.taking.withdrawing import withdraw_file

__all__ = ["class_names", "enter_day", "import_tickets", "keep_classes", "record_tickets", "withdraw_file"]
