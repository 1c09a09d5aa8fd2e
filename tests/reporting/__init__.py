"""What is on record about workbooks for head office, and when head office wants them."""
