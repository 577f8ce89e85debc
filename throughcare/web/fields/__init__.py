"""Form fields that know the design system: each carries its words and draws its own component."""

from throughcare.web.fields.chosen import (
    YES_NO_NOT_KNOWN,
    Checkboxes,
    Choice,
    Radios,
    Select,
)
from throughcare.web.fields.dated import DateParts, TimeOfDay
from throughcare.web.fields.drawn import Drawn
from throughcare.web.fields.plain import Number, Password, Text, TextArea, Tick, Upload

__all__ = [
    "YES_NO_NOT_KNOWN",
    "Checkboxes",
    "Choice",
    "DateParts",
    "Drawn",
    "Number",
    "Password",
    "Radios",
    "Select",
    "Text",
    "TextArea",
    "Tick",
    "TimeOfDay",
    "Upload",
]
