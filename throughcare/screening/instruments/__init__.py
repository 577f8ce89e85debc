"""The instruments: one file for each version, with worked cases beside it and its hash kept."""
