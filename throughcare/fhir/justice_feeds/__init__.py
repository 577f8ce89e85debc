"""Who moved between establishments, and whom courts list: files of other systems, row by row."""
