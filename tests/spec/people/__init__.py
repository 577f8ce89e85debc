"""Worked examples of people."""
