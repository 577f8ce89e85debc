"""Django's own PostgreSQL engine, which has our local server running before it opens a connection to it."""
