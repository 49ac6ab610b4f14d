"""Whether a document is held: there is a text or a file of it in the registry."""

from documents.models import Document


def refresh_held(document: Document) -> bool:
    """Store and return whether the document has a text or a file that is not in the bin."""
    held = document.text_id is not None or document.attachments.exists()
    if held != document.is_held:
        document.is_held = held
        document.save(update_fields=["is_held"])
    return held
