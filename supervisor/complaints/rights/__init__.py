"""Who may do what to a case: the questions that every command asks first, and what of a case a person may see."""
