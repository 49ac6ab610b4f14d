"""Long work as staff see it: what runs, since when, how it ended."""

from django_tasks_db.models import DBTaskResult


class BackgroundTask(DBTaskResult):
    """A task of the worker under the registry's own words; only the worker writes the row."""

    class Meta:
        proxy = True
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-enqueued_at"]
