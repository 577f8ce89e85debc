"""Worked examples of sharing."""
