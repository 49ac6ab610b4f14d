"""Another system: it asks, and holds every answer against the description it was given."""

import json
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

from documents.models import issue_token

DESCRIPTION = "/api/openapi.json"


class Caller:
    """A client of the API: of nobody, of an account by token, or by session."""

    def __init__(self, token_of: Any = None, session_of: Any = None, **client: Any) -> None:
        self.client = Client(**client)
        self.headers: dict[str, str] = {}
        if token_of is not None:
            self.token, secret = issue_token(token_of, "Hệ thống thử nghiệm")
            self.headers["Authorization"] = f"Bearer {secret}"
        if session_of is not None:
            self.client.force_login(session_of)
        self.description = self.client.get(DESCRIPTION).json()

    def get(self, address: str, parameters: Any = None) -> HttpResponse:
        return self.ask("get", address, parameters)

    def read(self, text: str, **fields: Any) -> HttpResponse:
        return self.post(json.dumps({"text": text, **fields}))

    def post(self, body: Any, content_type: str = "application/json", **more: Any) -> HttpResponse:
        return self.ask("post", "/api/trich-dan/", body, content_type=content_type, **more)

    def ask(self, method: str, address: str, *arguments: Any, **more: Any) -> HttpResponse:
        """Ask, and fail unless the answer is as described for its address and status."""
        headers = {**self.headers, **more.pop("headers", {})}
        response = getattr(self.client, method)(address, *arguments, headers=headers, **more)
        self._check(method, address.split("?")[0], response)
        return response

    def _check(self, method: str, path: str, response: HttpResponse) -> None:
        assert response["Content-Type"] == "application/json", (path, response.status_code)
        assert response["Cache-Control"] == "private, no-store"
        if response.status_code == 405:
            # Told under the methods that the address does take.
            method = response["Allow"].split(",")[0].lower()
        told = _operation(self.description, method, path)["responses"][str(response.status_code)]
        schema = told["content"]["application/json"]["schema"]
        whole = {**schema, "components": self.description["components"]}
        Draft202012Validator(whole).validate(response.json())


def _operation(description: Any, method: str, path: str) -> Any:
    for template, operations in description["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            return operations[method]
    raise AssertionError(f"{path} is not described")
