"""LibreOffice as a reader of Word files, with a stand-in for the documents' face, which Debian does not have.

Laksaman is drawn from TH Sarabun New, 1.503 times as large: scaled back and renamed, it stands in for it. Without it
LibreOffice takes Laksaman as it is, and all letters come out half as large again.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

_FONTS = Path("/usr/share/fonts/truetype/tlwg")
_SCALE = 1.503
_USE_TYPO_METRICS = 1 << 7


def stand_in_fonts(folder: Path) -> Path:
    """Writes "TH Sarabun New" made of Laksaman into the folder. Returns the settings by which programs find it."""
    for file, style in (("Laksaman", "Regular"), ("Laksaman-Bold", "Bold")):
        font = TTFont(_FONTS / f"{file}.ttf")
        font["head"].unitsPerEm = round(font["head"].unitsPerEm * _SCALE)
        font["OS/2"].fsSelection &= ~_USE_TYPO_METRICS  # its own line height, as the PDF has it
        font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = font["hhea"].ascent, -font["hhea"].descent
        names = {1: "TH Sarabun New", 4: f"TH Sarabun New {style}", 6: f"THSarabunNew-{style}", 16: "TH Sarabun New"}
        for record in font["name"].names:
            record.string = names.get(record.nameID, record.toUnicode())
        font.save(folder / f"THSarabunNew-{style}.ttf")
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>/etc/fonts/fonts.conf</include><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    return settings


def as_pdf(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Opens Word files in LibreOffice, all in one run, and returns each as PDF by its name."""
    settings = stand_in_fonts(folder)
    paths: Sequence[Path] = [folder / f"{name}.docx" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    program = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless")
    subprocess.run(
        [*program, "--convert-to", "pdf", "--outdir", folder, *paths],
        env={**os.environ, "FONTCONFIG_FILE": str(settings), "HOME": str(folder)},
        capture_output=True,
        check=True,
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}
