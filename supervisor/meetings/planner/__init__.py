"""The plan that costs customers least: every start priced, the best plan found and proven. Pure."""
