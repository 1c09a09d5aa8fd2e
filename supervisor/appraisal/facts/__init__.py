"""What a month is scored from and no other room records: the rule book in force, facts by hand, the bank's figures."""
