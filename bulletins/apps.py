from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "bulletins"
    verbose_name = "Bản tin"

    def ready(self) -> None:
        """Tell the layer below which texts are read as one, and who asks to hear of citations."""
        # Models can be imported only once every app is loaded.
        from bulletins.reissuing import recording_links
        from bulletins.searching import index_citing
        from bulletins.subjects import bulletins_with
        from documents.together import read_together, record_decisions, when_citations_change

        read_together(bulletins_with)
        when_citations_change(index_citing)
        record_decisions(recording_links)
