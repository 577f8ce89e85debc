"""What the screening room decides, tried without a database."""
