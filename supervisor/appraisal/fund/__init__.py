"""The staff fund: fines come in when a month is signed, staff events are paid from it, and every cent is on a line."""
