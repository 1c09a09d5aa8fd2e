"""What cases say about a person's work: who owned a case when, and which pieces of evidence follow."""
