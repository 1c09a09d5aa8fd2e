"""A recorded day played again under other orders: what the dispatcher would have been worth, customer by customer.

The day's customers come when they came, with the service they had and the patience they showed; people are there when
they were. What differs is who stands on which post, and what was known when that was decided.
"""
