"""Worked examples of access."""
