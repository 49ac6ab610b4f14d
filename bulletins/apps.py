from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "bulletins"
    verbose_name = "Bản tin"

    def ready(self) -> None:
        """Tell the layer below what is read as one, who hears of citations, what is released.

        And which searches find something here.
        """
        # Models can be imported only once every app is loaded.
        from bulletins.named import finds_bulletins
        from bulletins.news import BULLETIN_NEWS
        from bulletins.reissuing import recording_links
        from bulletins.searching import index_citing
        from bulletins.subjects import bulletins_with
        from documents.linking.together import (
            read_together,
            record_decisions,
            when_citations_change,
        )
        from documents.misses import answered_too_by
        from documents.models.releases import tell_of

        read_together(bulletins_with)
        when_citations_change(index_citing)
        record_decisions(recording_links)
        tell_of(BULLETIN_NEWS)
        answered_too_by(finds_bulletins)
