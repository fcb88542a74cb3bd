"""Real results as input for scoring: three municipalities' published figures."""

from __future__ import annotations

from decimal import Decimal

from assessments.scoring import Cell

# เทศบาลเมืองสะเตงนอก 2566: every IIT question; EIT only in fragments; every OIT item, three of them 0.
_SATENG_NOK_IIT = """
    85.93 89.18 88.10 100.00 100.00 98.36
    63.49 52.98 83.75 94.57 95.66 91.25
    84.28 83.16 80.46 94.56 98.38 91.30
    76.10 77.74 76.62 91.31 93.49 80.97
    87.00 81.57 78.82 83.20 78.28 80.97
"""
_SATENG_NOK_EIT = {
    1: {1: "92.25", 2: "89.43", 3: "88.82", 4: "83.97", 5: "89.75", 10: "97.37", 11: "87.25", 12: "87.58", 15: "90.37"},
    2: {
        6: "66.70",
        7: "59.90",
        8: "80.00",
        9: "60.00",
        10: "10.00",
        11: "63.30",
        12: "59.90",
        13: "90.00",
        14: "63.40",
    },
}
SATENG_NOK: dict[Cell, Decimal | None] = {
    **{(f"i{nth}", None): Decimal(score) for nth, score in enumerate(_SATENG_NOK_IIT.split(), start=1)},
    **{(f"e{nth}", part): Decimal(score) for part, row in _SATENG_NOK_EIT.items() for nth, score in row.items()},
    **{(f"o{nth}", None): Decimal(0 if nth in {35, 42, 43} else 100) for nth in range(1, 44)},
}


def indicators(*scores: str) -> dict[str, Decimal | None]:
    """Official figures of indicators 1, 2, 3 …"""
    return {f"indicator-{number}": Decimal(score) for number, score in enumerate(scores, start=1)}


SATENG_NOK_OFFICIAL: dict[str, Decimal | None] = {
    **indicators("93.60", "80.28", "88.69", "82.71", "81.64", "80.09", "73.50", "79.89", "100", "73.75"),
    "total": Decimal("83.72"),
}
SATENG_NOK_EIT_ONLY: dict[str, Decimal | None] = {
    f"indicator-{number}": SATENG_NOK_OFFICIAL[f"indicator-{number}"] for number in (6, 7, 8)
}
BAN_SUAN_2568 = indicators("98.28", "99.54", "99.93", "97.16", "98.68", "97.16", "94.68", "93.215", "100", "100")
TRAT_2564 = indicators("93.55", "87.72", "91.01", "87.93", "89.52", "90.55", "88.68", "88.58", "72.89", "65.56")
