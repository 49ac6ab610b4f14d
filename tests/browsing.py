"""A person in a real browser who has signed in already: the way in has tests of its own."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from organizations.models import User


def sign_in(page: Page, site: str, person: User) -> None:
    """Give the browser a session of `person` at the site at this address."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
