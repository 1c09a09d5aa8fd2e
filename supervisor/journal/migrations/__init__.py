"""Alembic scripts for what is kept (journal, chains, blobs, keys, credentials); ledgers are rebuilt instead."""
