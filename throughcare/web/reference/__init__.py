"""The pages of docs/reference that are written from the program itself, so that they cannot drift."""
