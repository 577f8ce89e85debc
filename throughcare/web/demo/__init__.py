"""The demonstration county of Ambershire: its places, its staff and its people, all fictional."""
