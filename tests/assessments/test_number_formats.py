"""Number formats of Excel: date, per cent or number, section by section."""

from decimal import Decimal

import pytest

from assessments.importers.number_formats import NumberFormat, Shows


@pytest.mark.parametrize(
    ("code", "number", "shows"),
    [
        ("General", "0.5", Shows.NUMBER),
        ("0.00", "0.5", Shows.NUMBER),
        ("0.00%", "0.5", Shows.PERCENT),
        ("0.00%_)", "0.5", Shows.PERCENT),
        ("0.00_%", "0.5", Shows.NUMBER),
        ("0.00*%", "0.5", Shows.NUMBER),
        (r"0.00\%", "0.5", Shows.NUMBER),
        ('0.00"%"', "0.5", Shows.NUMBER),
        ('0.00";"%', "0.5", Shows.PERCENT),
        ("[$-D00041E]t0.00%", "0.5", Shows.PERCENT),
        ("0.00_d", "0.5", Shows.NUMBER),
        ("0.00E+00", "0.5", Shows.NUMBER),
        ("d mmmm bbbb", "0.5", Shows.DATE),
        ("[h]:mm", "0.5", Shows.DATE),
        ("@", "0.5", Shows.NUMBER),
        ("", "0.5", Shows.NUMBER),
    ],
)
def test_format_of_one_section(code: str, number: str, shows: Shows) -> None:
    assert NumberFormat.of(code).shows(Decimal(number)) is shows


@pytest.mark.parametrize(
    ("code", "number", "shows"),
    [
        ("0.00%;-0.00%;0.00%", "0.5", Shows.PERCENT),
        ("0.00%;-0.00", "0.5", Shows.PERCENT),
        ("0.00%;-0.00", "0", Shows.PERCENT),
        ("0.00%;-0.00", "-0.5", Shows.NUMBER),
        ("0.00;-0.00%", "0.5", Shows.NUMBER),
        ('0.00%;-0.00%;"-"', "0", Shows.NUMBER),
        ("0.00%;@", "-0.5", Shows.PERCENT),
        ("[Red]0.00;[Blue]0.00%", "0.5", Shows.NUMBER),
        ("[>1]0.00;0.00%", "98.28", Shows.NUMBER),
        ("[>1]0.00;0.00%", "1", Shows.PERCENT),
        ("[<=1]0.00%;0.00", "0.9828", Shows.PERCENT),
        ("[<>0]0.00;0.00%", "0.5", Shows.NUMBER),
        ("[>1]0.00;[>0.5]0.00%;0", "0.9828", Shows.PERCENT),
        ("[>1]0.00;[>0.5]0.00%;0", "0.25", Shows.NUMBER),
        ("[>1]d mmm yyyy;0.00", "0.5", Shows.NUMBER),
        ("[>1]d mmm yyyy;0.00", "45000", Shows.DATE),
    ],
)
def test_format_of_several_sections_is_that_of_the_one_the_number_falls_into(
    code: str, number: str, shows: Shows
) -> None:
    assert NumberFormat.of(code).shows(Decimal(number)) is shows


@pytest.mark.parametrize(
    ("code", "number"), [("[>1]0.00;0.00%;0", "0.9828"), ("[>1]0.00;[>0.5]0.00%", "0.25"), ("0.00;[>1]0.00%", "0.5")]
)
def test_format_whose_section_is_not_for_sure_says_so(code: str, number: str) -> None:
    assert NumberFormat.of(code).shows(Decimal(number)) is Shows.UNCLEAR
