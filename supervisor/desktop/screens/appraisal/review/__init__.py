"""The managers' words on sixty people in an hour: own words and score beside the field, the next person by one key."""
