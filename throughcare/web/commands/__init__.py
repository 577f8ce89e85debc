"""What can be asked from the command line, one module for each command."""
