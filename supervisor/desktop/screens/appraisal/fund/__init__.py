"""Awards and penalties in both ledgers, and the staff fund that lives on the fines."""
