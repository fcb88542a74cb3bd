"""A document frozen as text: nothing is lost, the same content gives the same text, pictures go by their bytes."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import content
from reports.content import (
    Block,
    BulletList,
    Cell,
    Document,
    Dot,
    DotGroup,
    DotPlot,
    Heading,
    PageBreak,
    PageSetup,
    Paragraph,
    Picture,
    Row,
    Run,
    Score,
    Section,
    Signature,
    Table,
    Tick,
    text,
)
from reports.snapshots import (
    SnapshotError,
    document_dump,
    document_hash,
    document_load,
    document_pictures,
    picture_hash,
    text_hash,
)
from tests.reports.samples import indicator_analysis

WORDS = st.text(max_size=12)
DECIMALS = st.none() | st.decimals(min_value=0, max_value=100, places=3)
INLINES = st.one_of(
    st.builds(Run, WORDS, bold=st.booleans(), underline=st.booleans()),
    st.builds(Score, DECIMALS, bold=st.booleans()),
    st.builds(Tick, WORDS),
)
TEXTS = st.lists(INLINES, max_size=3).map(tuple)
ALIGNS = st.sampled_from(["start", "center", "end"])
DOTS = st.builds(Dot, WORDS, DECIMALS, WORDS)
PLOTS = st.builds(
    DotPlot,
    title=WORDS,
    groups=st.lists(st.builds(DotGroup, WORDS, st.lists(DOTS, max_size=2).map(tuple)), max_size=2).map(tuple),
    limits=st.just((Decimal(85), Decimal("95.50"))),
    series=st.just((("IIT", "ภายใน"),)),
)
FLAT = st.one_of(
    st.builds(Heading, WORDS, level=st.sampled_from([1, 2, 3]), align=ALIGNS),
    st.builds(Paragraph, TEXTS, align=ALIGNS, indent=st.booleans()),
    st.builds(BulletList, st.lists(TEXTS, max_size=2).map(tuple)),
    st.builds(Signature, WORDS, st.lists(WORDS, max_size=2).map(tuple)),
    st.just(PageBreak()),
    PLOTS,
)


def tables(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Table]:
    """Tables whose cells hold the blocks."""
    cells = st.builds(
        Cell, st.lists(blocks, max_size=2).map(tuple), align=ALIGNS, columns=st.integers(1, 3), rows=st.integers(1, 3)
    )
    rows = st.lists(st.builds(Row, st.lists(cells, max_size=2).map(tuple), total=st.booleans()), max_size=2).map(tuple)
    widths = st.lists(st.floats(0.1, 20) | st.integers(1, 9), min_size=1, max_size=3).map(tuple)
    return st.builds(Table, WORDS, widths=widths, head=rows, rows=rows, plain=st.booleans())


BLOCKS = st.recursive(FLAT, tables, max_leaves=6)
SECTIONS = st.builds(
    Section,
    WORDS,
    st.lists(BLOCKS, max_size=3).map(tuple),
    orientation=st.sampled_from(["portrait", "landscape"]),
)
DOCUMENTS = st.builds(
    Document,
    kind=WORDS,
    title=WORDS,
    author=WORDS,
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    unbroken=st.lists(WORDS, max_size=2).map(tuple),
    page=st.builds(PageSetup, left_cm=st.floats(0, 5), width_cm=st.just(21.0) | st.just(21)),
)


def nowhere(digest: str) -> Path:
    """Where pictures are of a document that has none."""
    raise AssertionError(digest)


def shown(path: Path) -> Document:
    """A document with a picture in a table's cell."""
    picture = Cell((Picture(path, "ตรา", 3.0),))
    table = Table("ภาพ", (1, 1), (), (Row((picture, Cell())),), plain=True)
    return Document("note", "บันทึก", "เทศบาล", (Section("ภาพ", (table,)),))


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_document_load_is_the_exact_inverse(document: Document) -> None:
    dumped = document_dump(document)

    loaded = document_load(dumped, pictures=nowhere)

    assert loaded == document
    assert document_dump(loaded) == dumped  # 1 and 1.0 and True are equal, and other texts
    assert document_hash(loaded) == text_hash(dumped) == document_hash(document)


def test_text_has_every_part_that_a_document_can_have() -> None:
    """A block that came into being later would be lost in silence if the text named its parts one by one."""
    parts = {each for each in vars(content).values() if isinstance(each, type) and is_dataclass(each)}

    assert set(get_args(Block)) <= parts
    assert {field.name for field in fields(PageSetup)} <= set(
        json.loads(document_dump(indicator_analysis()))["document"]["page"]
    )


def test_text_is_canonical_json() -> None:
    document = Document("k", "ชื่อ", "ผู้จัดทำ", (Section("ส", (Paragraph(text(Score(Decimal("98.280")))),)),))

    dumped = document_dump(document)

    said = json.loads(dumped)
    assert said["version"] == 1
    assert said["document"]["sections"][0]["blocks"][0]["text"] == [
        {"": "Score", "bold": False, "value": {"": "Decimal", "is": "98.280"}}
    ]
    assert json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == dumped


def test_figures_keep_their_zeros() -> None:
    document = Document("k", "", "", (Section("", (Paragraph((Score(Decimal("98.280")),)),)),))

    loaded = document_load(document_dump(document), pictures=nowhere)

    assert document_dump(loaded).count('"is":"98.280"') == 1


def test_real_document_comes_back(real_document: Document) -> None:
    kept = document_pictures(real_document)

    loaded = document_load(document_dump(real_document), pictures=kept.__getitem__)

    assert loaded == real_document


@pytest.mark.parametrize(
    "change",
    [
        lambda document: replace(document, title="อื่น"),
        lambda document: replace(document, page=replace(document.page, left_cm=2.5)),
        lambda document: replace(document, sections=document.sections[:-1]),
        lambda document: replace(document, unbroken=("สะเตงนอก",)),
    ],
    ids=["title", "margin", "section", "names"],
)
def test_whatever_changes_changes_the_hash(change: Callable[[Document], Document]) -> None:
    document = indicator_analysis()

    assert document_hash(change(document)) != document_hash(document)


def test_picture_goes_by_its_bytes_wherever_it_stands(tmp_path: Path) -> None:
    here, there = tmp_path / "a.png", tmp_path / "b.png"
    for path in (here, there):
        path.write_bytes(b"\x89PNG seal")

    loaded = document_load(document_dump(shown(here)), pictures={picture_hash(here): there}.__getitem__)

    assert document_hash(shown(here)) == document_hash(shown(there))
    assert document_pictures(shown(here)) == {picture_hash(here): here}
    assert loaded == shown(there)


def test_picture_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG seal")
    before, dumped = document_hash(shown(path)), document_dump(shown(path))
    path.write_bytes(b"\x89PNG another")

    assert document_hash(shown(path)) != before
    with pytest.raises(SnapshotError, match="was changed"):
        document_load(dumped, pictures=lambda digest: path)


def test_picture_that_is_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"

    with pytest.raises(SnapshotError, match="cannot be read"):
        document_dump(shown(path))


@pytest.mark.parametrize(
    "dumped",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"version":2,"document":{}}',
        '{"version":1,"document":"x"}',
        '{"version":1,"document":{"":"Run","text":"x"}}',
        '{"version":1,"document":{"":"Path"}}',
        '{"version":1,"document":{"":"Document"}}',
        '{"version":1,"document":{"":"Decimal","is":"x"}}',
    ],
)
def test_what_is_no_snapshot_is_refused(dumped: str) -> None:
    with pytest.raises(SnapshotError):
        document_load(dumped, pictures=nowhere)
