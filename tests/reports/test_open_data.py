"""Open data of a published year: read back as people would, from what the edition froze."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from openpyxl import load_workbook

from assessments.verbs.scores import scores_import
from reports.exporters.open_data import as_csv, as_xlsx
from reports.models import Edition, Publication
from reports.open_data import COLUMNS, DICTIONARY, LICENCE, Row, Source, figures_load, rows
from reports.verbs.publications import publication_withdraw
from tests.factories import assessment, every_score, figures, framework
from tests.reports.editions import Office, office
from tests.reports.publications import published

pytestmark = pytest.mark.django_db

PAGE = "/ban-suan/open-data/2568/"
SOURCE = Source("เทศบาลเมืองบ้านสวน", "ชลบุรี", 2568, "รายงาน ฉบับที่ 1", "https://ita.example.go.th/")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def scored() -> Office:
    """A town whose every question has 90, every item 100, with one official figure of its own."""
    town = office()
    spec = framework(2568).spec
    scores_import(
        municipality=town.place, fiscal_year=2568, figures=every_score(spec) | figures(spec, {"total": "93.5"}), by=None
    )  # fmt: skip
    published(town)
    return town


def file(ending: str) -> bytes:
    response = Client().get(f"/ban-suan/open-data/2568.{ending}")
    assert response.status_code == 200
    content: bytes = response.content
    return content


def test_csv_is_read_by_a_spreadsheet_with_its_thai() -> None:
    """The computed total: 0.30 × 90 + 0.30 × 90 + 0.40 × 100 = 94; ITAS said 93.5."""
    scored()

    content = file("csv")
    read = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith(b"\xef\xbb\xbf")
    assert tuple(read[0]) == COLUMNS
    assert {row["municipality"] for row in read} == {"เทศบาลเมืองบ้านสวน"}
    total = read[-1]
    assert (total["item"], total["score"], total["official"], total["computed"]) == ("total", "93.5", "93.5", "94")
    first = read[0]
    assert (first["item"], first["instrument"], first["question"], first["score"]) == ("question", "IIT", "i1", "90")
    items = [row["item"] for row in read]
    spec = framework(2568).spec
    assert {item: items.count(item) for item in set(items)} == {
        "question": len(every_score(spec)), "indicator": 10, "instrument": 5, "total": 1,
    }  # fmt: skip


def test_json_says_source_licence_and_dictionary() -> None:
    scored()

    said = json.loads(file("json"))

    assert (said["municipality"], said["fiscal_year"], said["license"]) == ("เทศบาลเมืองบ้านสวน", 2568, LICENCE)
    assert tuple(said["dictionary"]) == COLUMNS == tuple(said["figures"][0])
    assert said["address"] == "http://127.0.0.1:8000/ban-suan/indicator-analysis/2568/1/"
    assert said["figures"][-1]["score"] == 93.5


def test_workbook_has_numbers_and_a_sheet_of_the_dictionary() -> None:
    scored()

    book = load_workbook(io.BytesIO(file("xlsx")))

    data, dictionary = book.worksheets
    last = dict(zip(COLUMNS, [cell.value for cell in list(data.rows)[-1]], strict=True))
    assert (data.title, dictionary.title) == ("ข้อมูล", "พจนานุกรมข้อมูล")
    assert (last["item"], last["score"], last["fiscal_year"]) == ("total", 93.5, 2568)
    words = [row[0].value for row in dictionary.iter_rows(min_row=2)]
    assert words[: len(COLUMNS)] == list(COLUMNS)
    assert any(LICENCE in str(row[2].value) for row in dictionary.iter_rows(min_row=2))


def test_figures_are_those_that_the_edition_froze() -> None:
    """Somebody changes a score after the approval: the open data say what the approved document says."""
    town = scored()
    before = file("csv")
    spec = framework(2568).spec

    scores_import(
        municipality=town.place, fiscal_year=2568, figures=figures(spec, {"i1": "11", "total": "12"}), by=None
    )

    assert file("csv") == before


def test_missing_scores_are_empty_and_not_zero() -> None:
    spec = framework(2568).spec

    row = rows(SOURCE, spec, {"i1": Decimal(0)})
    said = json.loads(json.dumps([str(each.score) for each in row[:2]]))

    assert said == ["0", "None"]
    assert as_csv(SOURCE, row).decode().splitlines()[2].endswith(",,,,")


def test_page_shows_the_dictionary_and_the_files() -> None:
    scored()

    said = Client().get(PAGE).content.decode()

    for name, (_, words) in DICTIONARY.items():
        assert name in said
        assert words.split(" ")[0] in said
    for ending in ("csv", "json", "xlsx"):
        assert f'href="/ban-suan/open-data/2568.{ending}"' in said
    assert LICENCE in said
    assert "93.50" in said


def test_files_tell_their_licence_and_may_be_read_by_other_sites() -> None:
    scored()

    response = Client().get("/ban-suan/open-data/2568.csv")

    assert response.headers["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (
        Client().get("/ban-suan/open-data/2568.csv", headers={"If-None-Match": response.headers["ETag"]}).status_code
        == 304
    )


@pytest.mark.parametrize("address", [PAGE, "/ban-suan/open-data/2568.csv"])
def test_data_go_with_the_document(address: str) -> None:
    town = scored()

    publication_withdraw(publication=Publication.objects.get(), reason="ผิดฉบับ", by=town.mayor)

    assert Client().get(address).status_code == 404


def test_calendar_opens_no_scores() -> None:
    """It freezes the year's figures too, but prints none: nobody has approved them."""
    scored()
    Edition.objects.update(kind="calendar")
    Publication.objects.update(kind="calendar")

    assert Client().get(PAGE).status_code == 404


def test_texts_that_a_spreadsheet_would_take_for_formulas_are_none() -> None:
    row = Row("=cmd()", 2568, "total", "", None, "", None, None, None, None, "@x")

    read = next(csv.DictReader(io.StringIO(as_csv(SOURCE, [row]).decode("utf-8-sig"))))
    cell = load_workbook(io.BytesIO(as_xlsx(SOURCE, [row]))).worksheets[0]["A2"]

    assert (read["municipality"], read["level"]) == ("'=cmd()", "'@x")
    assert (cell.value, cell.data_type) == ("'=cmd()", "s")


def test_year_without_a_framework_has_no_figures() -> None:
    assert figures_load('{"fiscal_year": 2568, "framework": null}') is None


def test_scores_of_another_frameworks_places_are_left_out() -> None:
    assessment(office().place)

    listed = rows(SOURCE, framework(2568).spec, {"i999": Decimal(1), "total": Decimal(2)})

    assert [row.score for row in listed if row.score is not None] == [Decimal(2)]
