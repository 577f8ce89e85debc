"""WHAT do we tell them? Summaries for a custody officer or a court, as a page and as a tagged PDF.

A *document* is a definition: title, who wrote it, when, and a row of plain blocks.
A *layout* draws that one definition as HTML and as PDF, so the two never differ.
A *summary* is one page for one recipient; it holds only what a sharing decision let through.
"""
