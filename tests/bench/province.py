"""A province for the bench, inside a process of its portal: filling it, and ordering all of its documents at once."""

import time
from zipfile import ZipFile

from accounts.models import User
from measures.periods import Period
from measures.verbs.measures import StepData
from reports.views.batches import batch_start
from reports.views.places import Place
from tests.bench.years import year_filled
from tests.factories import department, framework, measure, municipality, overseer

PROVINCE, YEAR = "ชลบุรี", 2568
MUNICIPALITIES, MEASURES, STEPS = 100, 3, 3
LONGEST = 3600.0
PAUSE = 0.2


def fill() -> None:
    """Makes 100 municipalities with every score of a year, and measures that answer it."""
    person = overseer(PROVINCE)
    view = framework(YEAR)
    for number in range(1, MUNICIPALITIES + 1):
        town = municipality(f"town-{number}", proper_name=f"บ้านที่ {number}", province=PROVINCE)
        year_filled(town, YEAR, person)
        owner = department(town)
        for place in range(MEASURES):
            steps = [
                StepData(f"ประชุมติดตามผลครั้งที่ {step + 1}", [owner], Period(quarters=(1, 4))) for step in range(STEPS)
            ]
            measure(town, action_year=YEAR + 1, steps=steps, indicators=[view.indicators[place + 1]])


def order() -> tuple[int, int, float, int]:
    """Orders the batch and waits: the documents in the file, those only listed, the seconds, and the file's bytes."""
    batch = batch_start(
        Place(YEAR, province=PROVINCE), ["pdf"], "thai", by=User.objects.get(memberships__province=PROVINCE)
    )
    start = time.perf_counter()
    while not batch.ended:
        time.sleep(PAUSE)
        batch.refresh_from_db()
        if time.perf_counter() - start > LONGEST:
            raise TimeoutError(f"{batch.done} of {batch.total} documents after {LONGEST:.0f} s")
    seconds = time.perf_counter() - start
    if not batch.has_file:
        raise RuntimeError(batch.error)
    with ZipFile(batch.file.path) as archive:
        made = len(archive.namelist()) - 1
    return made, batch.total - made, seconds, batch.size
