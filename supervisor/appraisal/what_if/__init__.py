"""What a month would come to if something were otherwise: evidence waived, weights or points changed. Nothing is read
and nothing saved; the answer is the same scoring over the same evidence."""
