"""What customers said and who they are: sealed by case, shown masked, and never named in an entry."""
