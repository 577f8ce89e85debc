"""WHAT do the records say? Flat, documented tables without names, from which figures are counted.

Words: a *table* is a list of rows of one kind, each column with its meaning and caveats; a
*reference* stands for one record without naming anybody; *not known* is a value of its own.
"""
