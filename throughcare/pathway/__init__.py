"""WHERE are they? Places, episodes, stays, and the boards that people work from.

Words: an *episode* is one passage through the justice system, from arrival to leaving; a *stay*
is the time in one place; an *event* is something that happened and is never changed.
"""
