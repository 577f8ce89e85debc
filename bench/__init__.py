"""How fast is it? Measured on databases of 10,000 and of 1,000,000 made-up people."""

import os
from pathlib import Path

import django

os.environ.setdefault("THROUGHCARE_DATA", str(Path(__file__).parents[1] / "data" / "bench"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.web.settings")
os.environ.setdefault("THROUGHCARE_DEMO", "1")
django.setup()
