"""The rules of a document's paper: its size and margins, its head and foot lines, and where page numbers stand."""

import re

from reports.content import Digits, PageSetup
from thaitext.digits import turn
from thaitext.words import printable

_STYLE = "font: 10.64pt Laksaman; vertical-align: middle;"  # the places at the edges have no style of their own
_WHOLE = "white-space: nowrap;"  # words at the same edge leave the page's number the room that it needs
_SMALL = "font: 8pt Laksaman; overflow-wrap: anywhere;"  # an address shares the edge with the page's number
_UNSAFE = re.compile(r"[^\w\u0e00-\u0e7f .,:/-]")


def page_rules(setup: PageSetup) -> str:
    """Return the rules for paper and margins, on a screen too."""
    margins = f"{setup.top_cm}cm {setup.right_cm}cm {setup.bottom_cm}cm {setup.left_cm}cm"
    (width, height), (wide, low) = setup.paper_cm("portrait"), setup.paper_cm("landscape")
    return f"""@page {{ size: {width}cm {height}cm; margin: {margins}; }}
@page landscape {{ size: {wide}cm {low}cm; }}
@media screen {{
  section {{ max-width: {width}cm; padding: {margins}; }}
  section.landscape {{ max-width: {wide}cm; }}
}}"""


def letterhead_rules(setup: PageSetup, digits: Digits) -> list[str]:
    """Return the rules that differ from those of the style sheet, which they follow; none for the usual paper."""
    rules = []
    if setup.numbers != "top-center":
        rules.append("@page { @top-center { content: none; } }")
        if setup.numbers != "none":
            look = f"{_STYLE} {_WHOLE} text-align: {setup.numbers.partition('-')[2]};"
            rules.append(
                f'@page {{ @{setup.numbers} {{ content: "- " counter(page) " -"; {look} }} }}\n'
                f"@page :first {{ @{setup.numbers} {{ content: none; }} }}"
            )
    if setup.head_line:
        words = _string(turn(printable(setup.head_line), digits))
        rules.append(
            f"@page {{ @top-left {{ content: {words}; {_STYLE} overflow-wrap: anywhere; text-align: left; }} }}\n"
            f"@media screen {{\n  section::before {{ content: {words}; display: block; margin-bottom: .5em; }}\n"
            f"  @media (min-width: 48.01rem) {{ section::before {{ height: {setup.top_cm / 2}cm; "
            f"margin: -{setup.top_cm / 2}cm 0 0; }} }}\n}}"
        )
    if setup.foot_line:
        words = _string(turn(printable(setup.foot_line), digits))
        rules.append(
            f"@page {{ @bottom-left {{ content: {words}; {_SMALL} vertical-align: middle; text-align: left; }} }}\n"
            f"@media screen {{\n  main::after {{ content: {words}; display: block; {_SMALL} }}\n}}"
        )
    return rules


def _string(words: str) -> str:
    """Return words as a CSS string that ends neither itself, nor the rule, nor the element that it stands in."""
    return '"' + _UNSAFE.sub(lambda found: f"\\{ord(found[0]):x} ", words) + '"'
