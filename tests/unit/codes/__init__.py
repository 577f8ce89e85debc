"""Identifiers and codes: published examples and properties."""
