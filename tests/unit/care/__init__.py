"""Rules of care."""
