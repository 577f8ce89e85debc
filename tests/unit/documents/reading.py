"""Reading a PDF back as a person's reader would: its text, its pages, its tags."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None,
    reason="reads PDF back with poppler: apt-get install poppler-utils",
)


def poppler(program: str, *options: str, pdf: bytes, folder: Path) -> str:
    """What a poppler program prints about the PDF."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    tail = ["-"] if program == "pdftotext" else []
    command = [program, *options, str(path), *tail]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return done.stdout


def text_of(pdf: bytes, folder: Path) -> str:
    """The words of the PDF without line breaks, break marks or runs of spaces."""
    text = poppler("pdftotext", pdf=pdf, folder=folder)
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def pages(pdf: bytes) -> int:
    """How many sheets the PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
