"""What the product does, in worked examples that are also a page of the reference."""
