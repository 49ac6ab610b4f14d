from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        """Tell the layer below what hears of bodies that were reorganised, and of keys that end."""
        # Models can be imported only once every app is loaded.
        from documents.issuers_then import follow_bodies, issued_after
        from documents.keys import end_keys, keys_of
        from organizations.reorganizing.hearing import when_bodies_change, when_bodies_end
        from organizations.signing_in.keys import keeps_keys

        keeps_keys(keys_of, end_keys)
        when_bodies_change(follow_bodies)
        when_bodies_end(issued_after)
