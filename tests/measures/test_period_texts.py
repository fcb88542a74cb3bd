"""Periods in one cell: every way that people write them, slips, and every period read back as it was written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.period_texts import WAYS, UnreadablePeriod, period_read, period_written
from measures.periods import Cycle, Period
from thaitext.words import clean

YEAR = Period(dates=(date(2025, 10, 1), date(2026, 9, 30)))
MARCH = Period(dates=(date(2026, 3, 15), date(2026, 3, 31)))
HALF_YEARLY = Period(cycle=Cycle.HALF_YEARLY)

_days = st.dates(date(1900, 1, 1), date(2150, 12, 31))
_periods = st.one_of(
    st.tuples(_days, _days).map(lambda pair: Period(dates=(min(pair), max(pair)))),
    st.tuples(st.integers(1, 4), st.integers(1, 4)).map(lambda pair: Period(quarters=(min(pair), max(pair)))),
    st.sampled_from(Cycle).map(lambda cycle: Period(cycle=cycle)),
    st.integers(1, 31).map(lambda day: Period(cycle=Cycle.MONTHLY, cycle_day=day)),
    st.tuples(st.sampled_from(Cycle), _days, _days).map(
        lambda drawn: Period(cycle=drawn[0], dates=(min(drawn[1:]), max(drawn[1:])))
    ),
    st.tuples(st.integers(1, 31), _days, _days).map(
        lambda drawn: Period(cycle=Cycle.MONTHLY, cycle_day=drawn[0], dates=(min(drawn[1:]), max(drawn[1:])))
    ),
    st.text(min_size=1, max_size=300).map(clean).filter(bool).map(lambda words: Period(words=words)),
    st.sampled_from([words for words, _ in WAYS]).map(lambda words: Period(words=words)),
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1 ตุลาคม 2568 - 30 กันยายน 2569", YEAR),
        ("๑ ต.ค. ๖๘ – ๓๐ ก.ย. ๖๙", YEAR),
        ("ตั้งแต่วันที่ 1 ตุลาคม พ.ศ. 2568 ถึงวันที่ 30 กันยายน พ.ศ. 2569", YEAR),
        ("01/10/2568-30/09/2569", YEAR),
        ("2568-10-01 - 2569-09-30", YEAR),
        ("15 - 31 มีนาคม 2569", MARCH),
        ("15 มีนาคม - 31 มีนาคม 2569", MARCH),
        ("1 ตุลาคม - 31 ธันวาคม 2568", Period(dates=(date(2025, 10, 1), date(2025, 12, 31)))),
        ("25 มี.ค. 2569", Period(dates=(date(2026, 3, 25), date(2026, 3, 25)))),
        ("ไตรมาส 2", Period(quarters=(2, 2))),
        (" ไตรมาสที่ ๑  ถึง ไตรมาสที่ ๔ ", Period(quarters=(1, 4))),
        ("ไตรมาส 1-4", Period(quarters=(1, 4))),
        ("ทุกวันที่ ๑๕ ของเดือน", Period(cycle=Cycle.MONTHLY, cycle_day=15)),
        ("รายเดือน", Period(cycle=Cycle.MONTHLY)),
        ("ทุกไตรมาส", Period(cycle=Cycle.QUARTERLY)),
        ("รอบ 6 เดือนและ 12 เดือน", HALF_YEARLY),
        ("รอบ 6 และ 12 เดือน", HALF_YEARLY),
        ("ทุกไตรมาส ตั้งแต่ 1 ต.ค. 2568 ถึง 30 ก.ย. 2569", Period(cycle=Cycle.QUARTERLY, dates=YEAR.dates)),
        ("ทุกวันที่ 15 ของเดือนระหว่าง 15 - 31 มีนาคม 2569", Period(cycle=Cycle.MONTHLY, cycle_day=15, dates=MARCH.dates)),
        ("ตลอดปีงบประมาณ พ.ศ. 2569", Period(words="ตลอดปีงบประมาณ พ.ศ. 2569")),
        ("ภายใน 5 วัน ทุกครั้งที่จัดซื้อจัดจ้าง", Period(words="ภายใน 5 วัน ทุกครั้งที่จัดซื้อจัดจ้าง")),
        ("“ตุลาคม 2568 - มีนาคม 2569”", Period(words="ตุลาคม 2568 - มีนาคม 2569")),
        ('"ทุกเดือน"', Period(words="ทุกเดือน")),
    ],
)
def test_period_is_read_as_people_write_it(text: str, period: Period) -> None:
    assert period_read(text) == period


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "กรุณาระบุระยะเวลา"),
        ("30 กันยายน 2569 - 1 ตุลาคม 2568", "วันสิ้นสุด 1 ต.ค. 2568 อยู่ก่อนวันเริ่มต้น 30 ก.ย. 2569"),
        ("1 ตุลาคม 2568 - 31 กุมภาพันธ์ 2569", "ไม่มีวันที่ “31 กุมภาพันธ์ 2569” ในปฏิทิน"),
        ("01/10/2025 - 30/09/2026", "เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ."),
        ("1 ตลุาคม 2568 - 30 กันยายน 2569", "ไม่รู้จักเดือนใน “1 ตลุาคม 2568”"),
        ("ตุลาคม 2568 - มีนาคม 2569", "หากตั้งใจให้เป็นข้อความ กรุณาใส่ในเครื่องหมาย “ ”"),
        ("ไตรมาส 5", "ปีงบประมาณมีไตรมาส 1 ถึง 4"),
        ("ไตรมาส 3 - 1", "ไตรมาส 1 อยู่ก่อนไตรมาสเริ่มต้น 3"),
        ("ไตรมาส 1 2 3", "อ่าน “ไตรมาส 1 2 3” เป็นระยะเวลาไม่ได้"),
        ("ทุกวันที่ 32 ของเดือน", "วันที่ของเดือนต้องอยู่ระหว่าง 1 ถึง 31"),
        ("45200", "อ่าน “45200” เป็นระยะเวลาไม่ได้"),
        ("“ ”", "กรุณาเขียนระยะเวลาในเครื่องหมาย"),
        ("ก" * 301, "ระยะเวลายาว 301 ตัวอักษร"),
    ],
)
def test_what_is_no_period_says_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(UnreadablePeriod) as caught:
        period_read(text)

    assert sentence in str(caught.value)


@pytest.mark.parametrize("text", [text for text, _ in WAYS])
def test_ways_that_are_shown_are_read_and_written_alike(text: str) -> None:
    assert period_written(period_read(text)) == text


@given(_periods)
def test_period_that_is_written_is_read_back(period: Period) -> None:
    assert period_read(period_written(period)) == period
