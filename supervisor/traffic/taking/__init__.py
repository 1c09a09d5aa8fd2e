"""What a person does with files of customers: brings them, takes them back, says what their words mean."""
