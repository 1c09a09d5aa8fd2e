"""What answers cost: one function for each kind of rule, scores that explain themselves, and the memory of breaches."""
