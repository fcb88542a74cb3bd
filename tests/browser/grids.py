"""A municipality's score grid before the people who fill it in.

Less than the demo, so that every test begins with figures of its own: the framework of 2568, one municipality, and
people who come in, each in a browser of their own, without the log-in form.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, Request, Route

from accounts.models import Membership, Municipality, Role, User
from assessments.models import ScoreAct
from assessments.queries import score_sheet_get
from assessments.verbs.scores import scores_import
from tests import factories

YEAR = 2568
NAMES = {
    Role.STAFF: ("นาง", "กมลชนก", "ศรีชลทิพย์"),
    Role.INTEGRITY_OFFICER: ("นาย", "ธีรพัฒน์", "คงวารี"),
    Role.EXECUTIVE: ("นาย", "วิรัตน์", "มิ่งชลธาร"),
}
#: What a cell says once the server has stored it.
SAVED = re.compile(r"^\s*บันทึกแล้ว [0-2][0-9]:[0-5][0-9] น\.\s*$")
#: What a browser allows a page, so that a test can copy something.
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the portal is, and the municipality whose figures are filled in."""

    url: str
    municipality: Municipality
    new_context: Callable[..., BrowserContext]

    def person(self, role: Role) -> User:
        """The one person of the municipality with the role."""
        title, first_name, last_name = NAMES[role]
        names = {"title": title, "first_name": first_name, "last_name": last_name}
        person, new = User.objects.get_or_create(username=role.value, defaults=names)
        if new:
            person.set_password(factories.PASSWORD)
            person.save()
            Membership.objects.create(user=person, municipality=self.municipality, role=role)
        return person

    def enter(self, role: Role = Role.STAFF, path: str = "", **options: object) -> Page:
        """The page `path` of the year in a browser of the person's own; takes what `new_context` takes."""
        client = Client()
        client.force_login(self.person(role))
        name = settings.SESSION_COOKIE_NAME
        context = self.new_context(**options)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.url}])
        page = context.new_page()
        page.goto(self.address(path))
        return page

    def grid(self, name: str = "IIT", role: Role = Role.STAFF, **options: object) -> Page:
        """A page of the grid, as `enter` opens it."""
        return self.enter(role, f"scores/{name}/", **options)

    def address(self, path: str = "", fiscal_year: int = YEAR) -> str:
        return f"{self.url}/m/{self.municipality.slug}/{fiscal_year}/{path}"

    def store(self, scores: Mapping[str, str], *, by: Role | None = None, fiscal_year: int = YEAR) -> None:
        """Stores scores and official figures beside the pages, by a person or from the command line."""
        scores_import(
            municipality=self.municipality,
            fiscal_year=fiscal_year,
            figures=factories.figures(factories.framework(fiscal_year).spec, scores),
            by=self.person(by) if by else None,
        )

    def stored(self) -> dict[str, str]:
        """The figures of the year that the database has, by key, as they were typed."""
        cells = score_sheet_get(self.municipality, YEAR).cells
        return {key: cell.typed for key, cell in cells.items() if cell.value is not None}

    def acts(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Everything that people did, first to last: the kind, and each figure with what it was and is."""
        return [
            (act.kind, sorted((each.place, _text(each.before), _text(each.after)) for each in act.changes.all()))
            for act in ScoreAct.objects.exclude(by=None).order_by("pk")
        ]


def desk_set_up(url: str, new_context: Callable[..., BrowserContext]) -> Desk:
    """A municipality without any figures at the portal of `url`."""
    factories.framework(YEAR)
    return Desk(url, factories.municipality(), new_context)


class Gate:
    """Holds back what a page asks of an address, until it is opened."""

    def __init__(self, page: Page, address: str) -> None:
        self.held: list[Route] = []
        self.shut = True
        page.route(address, self._arrive)

    def _arrive(self, route: Route) -> None:
        if self.shut:
            self.held.append(route)
        else:
            route.continue_()

    def open(self) -> None:
        self.shut = False
        for route in self.held:
            route.continue_()


def cell(page: Page, key: str) -> Locator:
    """The input of a figure."""
    return page.locator(f"input#{key}")


def said(page: Page, key: str) -> Locator:
    """What stands under a figure."""
    return page.locator(f"#{key}-status")


def asked(page: Page, key: str) -> Locator:
    """What looks wrong about a figure that is stored."""
    return page.locator(f"#{key}-checks")


def foot(page: Page, number: int) -> Locator:
    """The indicator at the foot of its group."""
    return page.locator(f"#foot-indicator-{number}")


def type_in(page: Page, *texts: str) -> None:
    """Types each text into the cell that has the focus, then Enter."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def asked_before_leaving(page: Page) -> list[str]:
    """A list that grows with what the browser asks; the answer is to stay."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def sent(requests: Iterable[Request]) -> list[str]:
    """The last words of the addresses that the page has sent something to: of a cell its key."""
    return [request.url.rstrip("/").rpartition("/")[2] for request in requests if request.method == "POST"]


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
