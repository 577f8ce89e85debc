"""What the door is made of, tried without a browser."""
