"""A rule book tried on written examples, without a branch: people and evidence in a workbook, scores out, and where the
examples say what is due, whether it comes to that. A manager proves a book before it is in force."""
