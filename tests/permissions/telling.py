"""What the permission walk asked, as a table: ``make walk`` (a plugin of pytest).

The tests say whether each answer was right. This tells how far they went: which addresses of the
site were asked at all, by which role, and what was answered. Fails where an address was not asked.
"""

from collections import Counter, defaultdict
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

STATUSES = (200, 302, 400, 403, 404, 405)

# Another address stands before it and leads on: nobody can get there.
_SHADOWED = {"admin:password_change"}

_asked: set[str] = set()
_answers: defaultdict[str, Counter[int]] = defaultdict(Counter)
# Which role a client of the cast stands for; one that a test made for itself stands for none.
_roles: dict[int, str] = {}


@pytest.fixture(autouse=True)
def noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note each request of a test: the address's name, the role, the answer."""
    from tests.permissions import cast

    make_clients, send = cast.clients_of, Client.request

    def clients_of(made: dict[str, Any]) -> dict[str, Client]:
        clients = make_clients(made)
        _roles.clear()
        _roles.update({id(client): role for role, client in clients.items()})
        return clients

    def request(self: Client, **environ: Any) -> Any:
        response = send(self, **environ)
        with suppress(Resolver404):
            _asked.add(resolve(environ["PATH_INFO"]).view_name)
        _answers[_roles.get(id(self), "others")][response.status_code] += 1
        return response

    monkeypatch.setattr(cast, "clients_of", clients_of)
    monkeypatch.setattr(Client, "request", request)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("the walk")
    line = terminalreporter.write_line
    line(f"{'role':16} requests" + "".join(f"{status:7}" for status in STATUSES) + "  other")
    for role, answers in sorted(_answers.items()):
        told = "".join(f"{answers[status]:7}" for status in STATUSES)
        other = answers.total() - sum(answers[status] for status in STATUSES)
        line(f"{role:16} {answers.total():8}{told}{other:7}")
    missing = _not_asked()
    whole = len(_every_address())
    line(f"{whole - len(missing)} of {whole} addresses asked; not asked: {missing or 'none'}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if not exitstatus and _not_asked():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _every_address() -> set[str]:
    from tests.permissions.walking import named_patterns

    return {name for name in named_patterns() if "?" not in name} - _SHADOWED


def _not_asked() -> list[str]:
    return sorted(_every_address() - _asked)
