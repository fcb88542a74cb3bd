"""Debian's Chromium, as the tests and the bench start it."""

from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
# Chromium's sandbox needs rights that containers lack; the rest keeps it off the network and the screen card.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
