"""Reading a custody log, without any database."""
