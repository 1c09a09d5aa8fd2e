"""Between copies of a branch's book: taking a laptop out and back, receipts, and what two copies changed apart."""
