"""Under which name a document's body issued it, and how issuer and document are told in words."""

from django.db import models


class IssuedDocument(models.Model):
    """A document with a body that may be called otherwise by now."""

    # The body's name on the day of issue, stored so that a list asks nothing a row; blank when
    # it is the present one. `documents.identity.issuer_then` says which it is.
    issuer_then = models.CharField(max_length=200, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    @property
    def issuer_name(self) -> str:
        """The body's name as it was on the day of issue; '' when the body is not known."""
        return self.issuer_then or (self.organization.name if self.organization else "")

    @property
    def issuer_display(self) -> str:
        """The body and who acted for it, as known; what is unknown is said."""
        if self.issuer_printed:
            return self.issuer_printed
        if self.collective and self.issuer_name:
            return f"{self.get_collective_display()} – {self.issuer_name}"
        return self.issuer_name or "chưa rõ cơ quan ban hành"

    @property
    def heading(self) -> str:
        """What is searched of the document beside its text: its name, title, body and signer."""
        collective = self.get_collective_display() if self.collective else ""
        words = [self.label, self.title, self.issuer_name, collective, self.issuer_printed]
        # Whoever looks for the present name finds what the body issued under the former one.
        present = [self.organization.name] if self.issuer_then else []
        return " ".join([*words, self.signer, *present])
