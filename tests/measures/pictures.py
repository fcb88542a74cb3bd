"""Pictures for tests: drawn, and kept among a municipality's evidence by the portal's own verb."""

import io

from PIL import Image

from accounts.models import Municipality
from measures.models import Evidence
from measures.verbs.evidence import evidence_add_file


def jpeg(colour: str = "#1D6FB8", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, "JPEG")
    return drawn.getvalue()


def picture(
    place: Municipality, caption: str = "ภาพการประชุม", *, colour: str = "#1D6FB8", size: tuple[int, int] = (40, 30)
) -> Evidence:
    """A picture of the municipality's; its files go to the media folder of the test."""
    return evidence_add_file(
        municipality=place, caption=caption, file=io.BytesIO(jpeg(colour, size)), name="ภาพ.jpg", by=None
    )
