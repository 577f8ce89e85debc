"""Worked examples of screening."""
