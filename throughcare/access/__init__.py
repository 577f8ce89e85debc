"""WHO works here, and what may and did they do? Organisations, roles, decisions, audit trail.

Words: a *worker* works in a *role* for an *organisation*; a *viewer* is a worker at the door, in
one role, for one purpose; a *relationship* is the dated reason why an organisation may know a
person; the *audit trail* says who saw or did what.
"""
