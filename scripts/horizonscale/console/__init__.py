"""What people see on the terminal while a step runs."""
