"""Changes to the tables of the room, in order."""
