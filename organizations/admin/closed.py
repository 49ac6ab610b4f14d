"""Staff screens on which nobody writes, and those that are for administrators alone."""

from typing import Any

from django.http import HttpRequest


class NobodyWritesMixin:
    """A screen of rows that the registry itself writes: nobody adds, changes or deletes one."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AdministratorsMixin:
    """A screen that other staff do not get to know of."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser
