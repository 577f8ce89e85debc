"""Published values and the files that hold them."""
