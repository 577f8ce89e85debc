"""Figures: definitions, counting, and the lists behind the numbers."""
