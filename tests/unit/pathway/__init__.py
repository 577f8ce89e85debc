"""Rules of the pathway, without a database."""
