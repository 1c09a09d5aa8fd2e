"""The steps of a case, one by one, from writing it down to the answer; all of them are offered by `service`."""
