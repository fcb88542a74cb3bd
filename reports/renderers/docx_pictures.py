"""Pictures in a Word document: they stand in a line of text, with words for those who hear the document."""

from reports.content import Picture
from reports.renderers.docx_package import Package
from reports.renderers.docx_text import TextWriter
from reports.renderers.pictures import encode

_EMU_PER_CM = 360_000
_HIGHEST = 0.9  # of a page's text, with its caption below

# Says that a drawing tells nothing that the text beside it does not say.
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class PictureWriter:
    """Adds pictures to the package and returns the runs that show them, counted from 1."""

    def __init__(self, package: Package, texts: TextWriter, highest_cm: float) -> None:
        self.package = package
        self.texts = texts
        self.highest_cm = highest_cm * _HIGHEST
        self.count = 0

    def file(self, picture: Picture, room_cm: float) -> str:
        """Returns a picture file as wide as it asks for, but no wider than `room_cm` and no higher than a page.

        Raises PictureError where the file is missing or is no picture.
        """
        width = min(picture.width_cm, room_cm)
        encoded = encode(picture.path, width_cm=width)
        height = width * encoded.height / encoded.width
        scale = min(1.0, self.highest_cm / height)
        return self.drawing(encoded.data, encoded.media_type, width * scale, height * scale, picture.alt)

    def drawing(self, data: bytes, media_type: str, width_cm: float, height_cm: float, alt: str) -> str:
        """Returns a picture of a size; one without `alt` tells nothing of its own."""
        self.count += 1
        relation = self.package.add_picture(data, media_type)
        size = f'cx="{round(width_cm * _EMU_PER_CM)}" cy="{round(height_cm * _EMU_PER_CM)}"'
        name = f'id="{self.count}" name="Picture {self.count}"'
        told = f" descr={self.texts.attribute(alt)}/>" if alt else f' descr="">{_DECORATIVE}</wp:docPr>'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f"<wp:docPr {name}{told}"
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
