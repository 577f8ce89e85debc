"""Flat tables: what columns say, and what they are decided from."""
