"""How do other systems hand over what they know? The doors for files and messages, feed by feed."""
