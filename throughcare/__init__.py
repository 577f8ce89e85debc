"""Record and evidence for liaison and diversion, prison health and continuity of care."""
