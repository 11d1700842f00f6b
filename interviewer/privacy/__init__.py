"""What leaves the machine: said before it does, and with names and addresses hidden on wish."""
