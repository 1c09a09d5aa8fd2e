"""Who owned a case when: from the first taker to whoever answers for it now, so that a delay is borne by its owner."""
