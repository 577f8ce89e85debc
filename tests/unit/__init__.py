"""Rules and values, tried without a database."""
