"""The door for people: pages, their forms and templates, settings, jobs and the command line."""
