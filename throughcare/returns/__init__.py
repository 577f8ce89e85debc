"""WHAT is reported? Figures that are defined in words, counted from tables, and open their list.

Words: a *figure* is a numerator over a denominator, with what is not known beside both; a
*predicate* is a named question that a row answers with yes, no or not known; the list *behind* a
number holds exactly the rows that were counted.
"""
