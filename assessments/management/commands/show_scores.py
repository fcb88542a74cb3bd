"""Shows the figures of a municipality's year."""

import json
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from accounts.console import PortalCommand, add_municipality_year, municipality_named
from assessments.queries import overview_get
from assessments.scoring import Figure, Result
from assessments.wording import level_words, undecided_words, warning_words
from thaitext.numbers import format_score, round_half_up


class Command(PortalCommand):
    help = "แสดงคะแนนของหน่วยงานในปีงบประมาณ"

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_municipality_year(parser)
        parser.add_argument("--json", action="store_true", help="แสดงเป็น JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_named(options["municipality"])
        result = overview_get(municipality, options["fiscal_year"]).result
        if options["json"]:
            self.stdout.write(json.dumps(as_json(result), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{municipality.name} ปีงบประมาณ {result.fiscal_year}")
        for scored in [*result.indicators.values(), *result.instruments.values(), result.total]:
            figure = scored.figure
            official, computed = format_score(figure.official), format_score(figure.computed)
            self.stdout.write(f"{scored.place:<13} ทางการ {official:>6}  คำนวณ {computed:>6}")
        self.stdout.write(f"ระดับ {level_words(result)} {undecided_words(result)}".rstrip())
        for warning in result.warnings:
            self.stdout.write(f"กรุณาตรวจสอบ {warning_words(warning)}")


def as_json(result: Result) -> dict[str, Any]:
    """The figures as strings with two decimals (half-up) or null."""
    return {
        "indicators": {str(number): _figure(each.figure) for number, each in result.indicators.items()},
        "instruments": {code: _figure(each.figure) for code, each in result.instruments.items()},
        "total": {key: text for key, text in _figure(result.total.figure).items() if key != "used"},
        "level": result.level,
        "possible_levels": list(result.possible_levels),
        "warnings": [warning_words(warning) for warning in result.warnings],
    }


def _figure(figure: Figure) -> dict[str, str | None]:
    return {
        "official": _text(figure.official),
        "computed": _text(figure.computed),
        "used": _text(figure.used),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(round_half_up(value))
