"""What a PDF needs of the machine: libraries and a font, with the Debian packages that bring them."""

#: What WeasyPrint draws with.
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
LIBRARY_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

#: The font of the documents.
FONT = "Laksaman"
FONT_PACKAGE = "fonts-tlwg-laksaman-ttf"


class PdfUnavailableError(RuntimeError):
    """This machine lacks something that a PDF needs: `packages` of Debian bring it. The message is in English."""

    def __init__(self, lack: str, packages: str) -> None:
        super().__init__(f"{lack}: install from Debian {packages}")
        self.packages = packages
