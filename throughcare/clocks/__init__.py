"""HOW LONG may it take? Limits with their sources, the calendar, and clocks that are never edited.

A *limit* is a published or local length of time. A *clock* is a limit that was started by an event
and is looked at from one moment. Detention runs from the relevant time and reviews run from the
moment detention was authorised: they are two clocks with two zero points. Clocks support decisions;
the custody record, the court and the law remain authoritative.
"""
