"""Limits, the calendar and clocks."""
