"""QR codes: an address as a picture that telephones read."""

from io import BytesIO

import segno

_PIXELS = 8  # of a module: sharp in print at the size in documents
_QUIET = 4  # modules of white around it, as the standard asks for


def qr_png(address: str) -> bytes:
    """Returns the PNG of an address; the same address gives the same bytes. A quarter of it may be damaged."""
    drawn = BytesIO()
    segno.make_qr(address, error="q").save(drawn, kind="png", scale=_PIXELS, border=_QUIET)
    return drawn.getvalue()
