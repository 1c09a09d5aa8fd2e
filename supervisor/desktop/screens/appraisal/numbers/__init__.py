"""The tab of own numbers: the month's list, the bank's figures, weekly sheets, and the workbooks they came from."""
