"""Who came into custody, by the log that a force exports? Row by row, and safe to repeat."""
