"""What other systems hand over, read."""
