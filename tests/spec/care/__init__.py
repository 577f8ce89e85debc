"""Worked examples of care."""
