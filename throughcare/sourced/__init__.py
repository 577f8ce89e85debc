"""Who says so? Published values with their source, and the one way to read them from files."""

from throughcare.sourced.lines import LoadedYaml, Place, WrongFile
from throughcare.sourced.schema import load
from throughcare.sourced.value import Sourced, Status

__all__ = ["LoadedYaml", "Place", "Sourced", "Status", "WrongFile", "load"]
