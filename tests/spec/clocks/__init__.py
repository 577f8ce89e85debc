"""Worked examples of clocks."""
