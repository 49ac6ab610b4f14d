"""Starts Django as in use, DEBUG off, on the database the environment names: import it first."""

import os

import django

os.environ["DEBUG"] = "0"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
