"""WHOM is it for? The person, names, identifiers, and finding the record that already exists.

Words: a *person* is never an offender or a case; *known as* is the name to use when speaking;
a *supplied* identifier was written down by somebody, a *valid* one passes its check.
"""
