"""The pages of editions: what they show, and what the person may do there."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import DECIDERS, EDITORS, roles_in
from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from reports.documents.registry import DocumentKind
from reports.forms.editions import ApproveForm, PrepareForm, ReturnForm, SubmitForm
from reports.forms.publications import WithdrawForm
from reports.models import Approval, Edition, EditionFile, EditionState
from reports.proofreading import Remark, Severity
from reports.queries.editions import editions_of, events_listed, same_content
from reports.renderers.registry import FORMATS
from reports.snapshots import document_hash
from reports.verbs.editions import OWN_DOCUMENT, Submission
from reports.views.contents import Builds
from reports.views.places import digits_of
from reports.views.publication_panel import publication_panel


@dataclass(frozen=True, slots=True)
class EditionRequest:
    """A person before an edition."""

    person: User
    municipality: Municipality
    kind: DocumentKind
    edition: Edition

    @classmethod
    def of(
        cls, person: User, municipality: Municipality, kind: DocumentKind, fiscal_year: int, number: int
    ) -> "EditionRequest":
        """The edition that an address names, by its key; not found under another document's address."""
        editions = Edition.objects.select_related(
            "municipality", "approval", "replaces__approval", "submitted_by"
        ).defer("replaces__content", "replaces__approval__content")
        edition = get_object_or_404(
            editions, pk=number, municipality=municipality, kind=kind.kind, fiscal_year=fiscal_year
        )
        return cls(person, municipality, kind, edition)

    def latest(self) -> "EditionRequest":
        """The same as it stands now, after somebody else's act."""
        return EditionRequest.of(self.person, self.municipality, self.kind, self.edition.fiscal_year, self.edition.pk)

    def may_read(self, approval: Approval) -> bool:
        """Whether the person may read a form of the edition, which says that it is approved.

        Everybody the one that counts; any other, whoever would sign it, and only as long as the edition waits.
        """
        if approval.pk == self.edition.approval_id:
            return True
        return self.edition.waits and approval.by_id == self.person.pk

    @property
    def url(self) -> str:
        """The edition's page."""
        edition = self.edition
        return reverse("edition", args=[self.municipality.slug, edition.fiscal_year, edition.kind, edition.pk])


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark of proofreading in a form: whether it is ticked as read, and whether that was forgotten."""

    remark: Remark
    ticked: bool
    forgotten: bool


def document_panel(user: User | AnonymousUser, builds: Builds) -> dict[str, object]:
    """Where a document stands, for its page. Two queries and those of building it, which is what tells a change.

    `reason` says why the document cannot be built any more, or yet; its editions stay.
    """
    municipality, kind, fiscal_year = builds.municipality, builds.kind, builds.fiscal_year
    editions = list(editions_of(municipality, kind.kind, fiscal_year))
    latest = editions[0] if editions else None
    approved = next((each for each in editions if each.approved), None)
    panel: dict[str, object] = {
        "result_year": fiscal_year - kind.years_on,
        "editions": editions,
        "latest": latest,
        "approved": approved,
        "may_submit": bool(roles_in(user, municipality) & EDITORS) and not (latest and latest.waits),
    }
    try:
        if approved:
            # As on the day of the edition: another day alone changes nothing.
            day = timezone.localtime(approved.submitted_at).date()
            panel["changed"] = not same_content(approved, builds.on(day))
        else:
            kind.check(municipality, fiscal_year)
    except UserError as error:
        panel["reason"] = str(error)
    return panel


def submission_page(
    request: HttpRequest,
    form: SubmitForm,
    *,
    municipality: Municipality,
    kind: DocumentKind,
    fiscal_year: int,
    submission: Submission,
    ticked: Collection[str] = (),
    unread: Collection[str] = (),
    errors: Sequence[str] = (),
) -> HttpResponse:
    """The page of submitting a document, 422 where it was refused."""
    shown = [ShownRemark(remark, remark.key in ticked, remark.key in unread) for remark in submission.remarks]
    context = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "result_year": fiscal_year - kind.years_on,
        "kind": kind,
        "form": form,
        "errors": errors,
        "digits": digits_of(request),
        "seen": document_hash(submission.document),
        "waiting": editions_of(municipality, kind.kind, fiscal_year).filter(state=EditionState.SUBMITTED).first(),
        "faults": [each for each in shown if each.remark.severity is Severity.ERROR],
        "warnings": [each for each in shown if each.remark.severity is Severity.WARNING],
        "hints": [each for each in shown if each.remark.severity is Severity.HINT],
    }
    return render(request, "reports/edition_submit.html", context, status=_status(errors, form))


def edition_page(
    request: HttpRequest,
    at: EditionRequest,
    *,
    prepare: PrepareForm | None = None,
    approve: ApproveForm | None = None,
    give_back: ReturnForm | None = None,
    withdraw: WithdrawForm | None = None,
    errors: Sequence[str] = (),
) -> HttpResponse:
    """The page of an edition, 422 where an act upon it was refused."""
    edition = at.edition
    decides = bool(roles_in(at.person, at.municipality) & DECIDERS) and edition.waits
    prepared = _prepared(at) if decides else None
    approval = edition.approval or prepared
    files = list(EditionFile.objects.filter(approval=approval).select_related("job")) if approval else []
    pdf = next((file for file in files if (file.format, file.digits) == ("pdf", "thai")), None)
    context = {
        "municipality": at.municipality,
        "fiscal_year": edition.fiscal_year,
        "result_year": edition.fiscal_year - at.kind.years_on,
        "here": f"ฉบับที่ {edition.number}" if edition.number else "ฉบับที่เสนอ",
        "kind": at.kind,
        "edition": edition,
        "approval": approval,
        "prepared": prepared,
        "today": timezone.localdate(),
        "pdf": pdf,
        "making": pdf is not None and pdf.job is not None and not pdf.made and not pdf.job.ended,
        "files": [file for file in files if file.made],
        "waiting": [file for file in files if not file.made and file.job],
        "formats": [form for form in FORMATS.values() if form.downloadable],
        "events": events_listed([edition])[edition.pk],
        "figures": json.loads(edition.figures),
        "digits": digits_of(request),
        "decides": decides,
        "own": edition.submitted_by_id == at.person.pk,
        "own_sentence": OWN_DOCUMENT,
        "prepare": prepare or PrepareForm(initial=_position(at, prepared) if decides else {}),
        "approve": approve or ApproveForm(person=at.person),
        "give_back": give_back or ReturnForm(),
        "forms": [form for form in (prepare, approve, give_back, withdraw) if form],
        "errors": errors,
    }
    context |= publication_panel(at.person, edition, withdraw)
    context["making"] = context["making"] or context["publishing"]
    if request.headers.get("HX-Request") and not context["making"]:
        return HttpResponse(headers={"HX-Refresh": "true"})  # what the page waited for is there: all of it anew
    return render(
        request, "reports/edition.html", context, status=_status(errors, prepare, approve, give_back, withdraw)
    )


def _prepared(at: EditionRequest) -> Approval | None:
    """The form of the edition that this person asked for last. One query."""
    return at.edition.approvals.filter(by=at.person).defer("content").first()


def _position(at: EditionRequest, prepared: Approval | None) -> dict[str, str]:
    """As what the person would sign: as before, or as the membership says. One query at most."""
    if prepared:
        return {"position": prepared.position, "acting": prepared.acting}
    memberships = at.person.memberships.filter(municipality=at.municipality, role=Role.EXECUTIVE)
    return {"position": memberships.values_list("position", flat=True).first() or ""}


def _status(
    errors: Sequence[str], *forms: SubmitForm | PrepareForm | ApproveForm | ReturnForm | WithdrawForm | None
) -> int:
    refused = errors or any(form is not None and form.is_bound and form.errors for form in forms)
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
