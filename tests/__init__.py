"""What throughcare promises, tried out."""
