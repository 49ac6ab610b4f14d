from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "bulletins"
    verbose_name = "Bản tin"

    def ready(self) -> None:
        """Tell the layer below that the items of a bulletin are read as one."""
        # Models can be imported only once every app is loaded.
        from bulletins.subjects import bulletins_with
        from documents.together import read_together

        read_together(bulletins_with)
