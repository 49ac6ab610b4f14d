"""Starts Django as in use, DEBUG off, on the database the environment names: import it first."""

import logging
import os

import django

os.environ["DEBUG"] = "0"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
# A line for every page asked would hide the table; it is made all the same.
logging.getLogger("vankien").handlers = [logging.NullHandler()]
