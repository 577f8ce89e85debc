"""The pages of docs/reference that are written from the program, so that they cannot drift."""
