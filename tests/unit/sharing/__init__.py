"""What may be shared, with whom, on what ground."""
