"""Rows for tests: plain functions with defaults, so that a test names only what it is about.

Frameworks are the real ones of ``fixtures/frameworks/``; everything is written by the portal's own verbs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any

from django.conf import settings

from accounts.models import Department, Kind, Membership, Municipality, Role, User
from accounts.verbs import departments_ensure, municipality_create
from assessments.codes import Place, place_read
from assessments.framework_data import FrameworkData
from assessments.importers.framework_file import framework_read
from assessments.models import Assessment, Framework, TextStatus
from assessments.queries import FrameworkView, framework_get
from assessments.scoring import FrameworkSpec
from assessments.verbs.frameworks import framework_store
from assessments.verbs.scores import scores_import
from measures.models import Measure
from measures.verbs.measures import StepData, measure_create

FRAMEWORKS = settings.BASE_DIR / "fixtures/frameworks"
YEARS = range(2562, 2570)
PASSWORD = "ita-secret-2568"

_numbers = count(1)


def user(username: str = "", **fields: Any) -> User:
    """A person; `PASSWORD` logs in."""
    return User.objects.create_user(username or f"person{next(_numbers)}", password=PASSWORD, **fields)


def municipality(slug: str = "ban-suan", *, proper_name: str = "บ้านสวน", province: str = "ชลบุรี") -> Municipality:
    """A town municipality (เทศบาลเมือง)."""
    return municipality_create(slug=slug, name=proper_name, kind=Kind.MUEANG, province=province)


def department(place: Municipality, name: str = "กองคลัง") -> Department:
    return departments_ensure(municipality=place, names=[name])[name]


def member(place: Municipality, role: Role, username: str = "") -> User:
    """A person with one role in one municipality."""
    person = user(username)
    Membership.objects.create(user=person, municipality=place, role=role)
    return person


def overseer(province: str) -> User:
    """A person who oversees a province."""
    person = user()
    Membership.objects.create(user=person, role=Role.OVERSEER, province=province)
    return person


@cache
def framework_data(fiscal_year: int) -> FrameworkData:
    """The real framework of the fiscal year (Buddhist Era), as its file says it."""
    return framework_read(FRAMEWORKS / f"{fiscal_year}.yaml")


def framework(fiscal_year: int = 2568) -> FrameworkView:
    """The real framework of the fiscal year, loaded into the database if it is not there yet."""
    data = framework_data(fiscal_year)
    if not Framework.objects.filter(source_hash=data.source_hash).exists():
        framework_store(data=data)
    return framework_get(fiscal_year)


def wordings_are(
    status: TextStatus, *, fiscal_year: int = 2568, besides: Mapping[str, TextStatus] | None = None
) -> None:
    """Stores the year's framework anew with all wordings as sure as said, `besides` those named by their codes."""
    data = framework_data(fiscal_year)
    questions = tuple(
        replace(each, text_status=(besides or {}).get(each.code, status).value) for each in data.questions
    )
    framework_store(
        data=replace(data, questions=questions, source_hash=sha256(f"{status} {besides}".encode()).hexdigest())
    )


def figures(spec: FrameworkSpec, scores: Mapping[str, str]) -> dict[Place, Decimal]:
    """Scores as the verbs take them, from codes with their part: ``{"i1": "97.82", "e1/2": "88", "total": "95"}``."""
    read = {}
    for key, score in scores.items():
        code, _, part = key.partition("/")
        read[place_read(code, part, spec)] = Decimal(score)
    return read


def every_score(spec: FrameworkSpec, score: str = "90", item: str = "100") -> dict[Place, Decimal]:
    """Every cell of the framework: `score` in IIT and EIT, `item` in OIT."""
    return {
        (code, part): Decimal(item if instrument.code == "OIT" else score)
        for instrument in spec.instruments
        for indicator in instrument.indicators
        for code in indicator.questions
        for part in instrument.parts or (None,)
    }


def assessment(place: Municipality, fiscal_year: int = 2568, scores: Mapping[str, str] | None = None) -> Assessment:
    """A municipality's year with the given scores and official figures; the framework is loaded if missing."""
    spec = framework(fiscal_year).spec
    scores_import(municipality=place, fiscal_year=fiscal_year, figures=figures(spec, scores or {}), by=None)
    return place.assessments.get(framework=fiscal_year)


def measure(place: Municipality, *, action_year: int = 2569, steps: Iterable[StepData] = (), **answers: Any) -> Measure:
    """A measure answering indicator 1 of the result year, unless `answers` name others; numbered from the second on."""
    answers = answers or {"indicators": [framework(action_year - 1).indicators[1]]}
    others = Measure.objects.filter(municipality=place, action_year=action_year).count()
    title = f"ประชุมติดตามผลทุกเดือน {others + 1}" if others else "ประชุมติดตามผลทุกเดือน"
    return measure_create(municipality=place, action_year=action_year, title=title, steps=list(steps), **answers)


def csv_file(*rows: str, header: str = "code,part,score", encoding: str = "utf-8") -> bytes:
    """A score file of the given rows under its header."""
    return "\r\n".join([header, *rows, ""]).encode(encoding)
