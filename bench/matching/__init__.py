"""How fast and how well are people matched? Measured on made-up people whose truth is known."""
