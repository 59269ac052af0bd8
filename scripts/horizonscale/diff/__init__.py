"""What differs between two fleets."""
