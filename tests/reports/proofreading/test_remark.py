"""Remarks: their keys, their excerpts, and their mends."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.proofreading.manuscript import Passage
from reports.proofreading.registry import RULES, remarks_on
from reports.proofreading.remark import Severity, remark_at
from tests.reports.proofreading.manuscripts import manuscript, passage


def test_key_is_of_rule_place_and_text() -> None:
    remark = remark_at("rule", Severity.HINT, passage("ทดลอง"), (0, 3), says="ผิด")

    assert remark.key == replace(remark, url="/other", fix="x").key
    assert (
        len({remark.key, replace(remark, rule="x").key, replace(remark, place="x").key, replace(remark, text="x").key})
        == 4
    )


def test_text_quotes_the_passage_and_the_mend_mends_it() -> None:
    text = "ก" * 60 + "ผิด" + "ข" * 60

    remark = remark_at("rule", Severity.ERROR, passage(text), (60, 63), says="สะกดผิด", fix="ถูก")

    assert remark.text == f"สะกดผิด : …{'ก' * 36}ผิด{'ข' * 36}…"
    assert remark.mend is not None
    assert remark.mend.of(text) == "ก" * 60 + "ถูก" + "ข" * 60
    assert remark.mend.of(text.replace("ผิด", "ถูก")) is None


def test_what_nobody_typed_is_not_mended() -> None:
    assert remark_at("rule", Severity.ERROR, Passage("ผิด", "หัวเรื่อง"), (0, 3), says="ผิด", fix="ถูก").mend is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("กำ้เแิ์ข \n", min_size=1, max_size=120), st.data())
def test_excerpt_is_cut_between_syllables(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    excerpt = remark_at("rule", Severity.HINT, passage(text), (start, end), says="x").excerpt

    assert excerpt is not None
    assert excerpt.found == text[start:end].replace("\n", " ")
    assert excerpt.before.removeprefix("…") in text
    assert not excerpt.before.removeprefix("…").startswith(("้", "ิ", "์"))


def test_rules_have_one_name_each() -> None:
    assert len({rule.name for rule in RULES}) == len({rule.title for rule in RULES}) == len(RULES)


def test_remarks_come_errors_first_and_once() -> None:
    remarks = remarks_on(manuscript("ตาม O๔๒ ของเทศบาลเมืองสงขลา", "ตาม O๔๒ ของเทศบาลเมืองสงขลา", "เป็นไปตามเป็นไปตามแผน"))

    assert [(each.severity.value, each.rule) for each in remarks] == [
        ("error", "foreign-name"), ("warning", "doubled-words"), ("hint", "code-slip"),
    ]  # fmt: skip
