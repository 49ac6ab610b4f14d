"""QR codes of addresses, as SVG: paper is opened by pointing a phone at it."""

import io
from base64 import b64encode

import segno

# Dark on light whatever the page's colours are: phones read no inverted code.
_DARK, _LIGHT = "#000", "#fff"
# Four modules of quiet border are what ISO/IEC 18004 asks for.
_BORDER = 4


def qr_svg(address: str) -> bytes:
    """Return a QR code of `address` as a complete SVG file that fills the box it is put in."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", dark=_DARK, light=_LIGHT, border=_BORDER, omitsize=True
    )
    return picture.getvalue()


def qr_picture(address: str) -> str:
    """Return the same as the address of a picture within the page: it is printed, not fetched."""
    return f"data:image/svg+xml;base64,{b64encode(qr_svg(address)).decode()}"
