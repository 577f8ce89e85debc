"""Django's PostgreSQL engine, which has our own server running before it connects to it."""
