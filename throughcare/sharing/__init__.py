"""WHAT may be shared? Who may receive which facts, for what purpose, and on what ground.

A *profile* lists the fields that one class of recipient may receive for its purpose, and why.
The *floor* lists what must reach someone who keeps people safe, whatever else was decided.
A *permission* is the person's answer; a *ground* is what a disclosure rests on.
The *matrix* says for what information may be used, given what it was collected for.
A *disclosure* is what left, to whom, when and why; a refusal leaves the same kind of trace.
"""
