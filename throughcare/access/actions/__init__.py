"""The verbs of the room: act under a viewer, write the trail, relate, employ, sign in."""
