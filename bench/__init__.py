"""How fast is it? Measured on databases of 10,000 and of 1,000,000 made-up people."""
