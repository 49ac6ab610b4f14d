"""Letters to who keeps the machine (`EMAIL_OPERATORS`), on what fails while nobody looks."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger("vankien.operators")


def tell_operators(what: str, why: str) -> None:
    """Send them what failed and why, each one sentence; nothing where no mail server is named.

    A letter that cannot be sent is said in the log: what failed is told there by itself.
    """
    if not (settings.EMAIL_HOST and settings.EMAIL_OPERATORS):
        return
    body = f"{what}.\n\n{why}\n\n{settings.SITE_ADDRESS}\n"
    try:
        send_mail(f"Văn Kiện: {what}", body, None, settings.EMAIL_OPERATORS)
    except (OSError, SMTPException):
        logger.exception("The operators could not be written to.")
