"""What a plan does to the customers: minutes waited and customers lost, by class, from the queue that stands now."""
