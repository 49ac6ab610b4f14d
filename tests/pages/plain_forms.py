"""Sends a page's forms as a browser without script does: only what the HTML itself says."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client


@dataclass
class Form:
    """One form: where it is sent and how, what its boxes hold, its buttons by their words."""

    action: str
    method: str
    is_multipart: bool
    values: dict[str, Any] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.select = self.textarea = ""
        self.button: tuple[str, str] | None = None
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(
                given.get("action", ""),
                given.get("method", "get"),
                given.get("enctype") == "multipart/form-data",
            )
            self.forms.append(self.inside)
        elif self.inside is None or "disabled" in given:
            return
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select:
            # The first one is chosen where none is said to be.
            if "selected" in given or self.select not in self.inside.values:
                self.inside.values[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.textarea, self.words = given["name"], ""
        elif tag == "button" and given.get("type", "submit") == "submit":
            self.button, self.words = (given.get("name", ""), given.get("value", "")), ""

    def _input(self, given: dict[str, str]) -> None:
        is_box = given.get("type") in ("radio", "checkbox")
        is_sent = "checked" in given if is_box else given.get("type") not in ("file", "submit")
        if given.get("name") and is_sent:
            self.inside.values[given["name"]] = given.get("value", "on" if is_box else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.inside and self.textarea:
            # A browser leaves out the line end right behind the tag.
            self.inside.values[self.textarea] = self.words.removeprefix("\n")
            self.textarea = ""
        elif tag == "button" and self.inside and self.button:
            self.inside.buttons[" ".join(self.words.split())] = self.button
            self.button = None

    def handle_data(self, data: str) -> None:
        self.words += data


def press(client: Client, page: HttpResponse, button: str, **typed: Any) -> HttpResponse:
    """Type into the boxes of the form that has this button and press it; return what follows.

    Fails the test where there is no such button, or the form has no such box.
    """
    reader = _Forms()
    reader.feed(page.content.decode())
    (form,) = (one for one in reader.forms if button in one.buttons)
    files = {name for name, value in typed.items() if hasattr(value, "read")}
    assert typed.keys() - files <= form.values.keys(), (typed, form)
    assert not files or form.is_multipart
    name, value = form.buttons[button]
    sent = {**form.values, **typed, **({name: value} if name else {})}
    address = urljoin(page.request["PATH_INFO"], form.action)
    send = client.post if form.method == "post" else client.get
    return send(address, sent, follow=True)
