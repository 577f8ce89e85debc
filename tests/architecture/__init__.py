"""What must hold of the program as a whole: its rooms, its doors and what it says of itself."""
