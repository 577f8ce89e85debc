"""How fast is it? Measured on databases of 10,000 and of 1,000,000 made-up people."""

import os
from pathlib import Path

import django
from django.apps import apps

if not apps.ready:  # a test that asks one of these modules has settings and a folder of its own
    os.environ.setdefault("THROUGHCARE_DATA", str(Path(__file__).parents[1] / "data" / "bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.web.settings")
    os.environ.setdefault("THROUGHCARE_DEMO", "1")
    django.setup()
