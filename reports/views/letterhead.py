"""How a municipality's documents look: the form with a sample beside it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import EDITORS, READERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Municipality
from accounts.verbs import seal_set
from reports.documents.letterhead_sample import sample
from reports.documents.letterheads import signatures
from reports.forms import LetterheadForm
from reports.models import Letterhead, NumbersPlace
from reports.queries.letterheads import letterhead_get
from reports.renderers.registry import FORMATS
from reports.verbs.letterheads import letterhead_set
from reports.views.places import digits_of
from reports.views.policies import document_policy
from thaitext.numbers import whole_number


@login_required
@require_http_methods(["GET", "POST"])
def letterhead(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for editors, what stands for the others, and the sample."""
    municipality = municipality_get(request.user, slug, roles=EDITORS if request.method == "POST" else READERS)
    stored = letterhead_get(municipality)
    if request.method == "GET":
        return _page(request, municipality, stored, LetterheadForm(letterhead=stored))
    form = LetterheadForm(request.POST, request.FILES, letterhead=stored)
    if form.is_valid() and _store(request, municipality, form):
        messages.success(request, "บันทึกรูปแบบเอกสารแล้ว เอกสารที่จัดทำจากนี้ใช้รูปแบบใหม่")
        return redirect("letterhead", slug)
    return _page(request, municipality, letterhead_get(municipality), form)


@login_required
@require_GET
@xframe_options_sameorigin
@document_policy
def letterhead_sample(request: HttpRequest, slug: str) -> HttpResponse:
    """The sample's own HTML, which the page shows in a frame without scripts."""
    municipality = municipality_get(request.user, slug)
    document = sample(letterhead_get(municipality))
    return HttpResponse(FORMATS["html"].render(document, digits=digits_of(request)))


def _store(request: HttpRequest, municipality: Municipality, form: LetterheadForm) -> bool:
    """Stores by the verbs; what they refuse stands in the form."""
    data = form.cleaned_data
    version = whole_number(request.POST.get("version", ""))
    try:
        letterhead_set(
            municipality=municipality,
            version=-1 if version is None else version,
            head_line=data["head_line"],
            margins_cm=form.margins(data),
            numbers=NumbersPlace(data["numbers"]),
            signatories=form.signatories(),
        )
    except UserError as error:
        form.add_error(None, list(error.messages))
        return False
    if data["new_seal"] or data["remove_seal"]:
        seal_set(municipality=municipality, file=data["new_seal"])
    return True


def _page(request: HttpRequest, municipality: Municipality, stored: Letterhead, form: LetterheadForm) -> HttpResponse:
    context = {
        "municipality": municipality,
        "letterhead": stored,
        "signatures": signatures(stored),
        "form": form,
        "may_edit": not EDITORS.isdisjoint(roles_in(request.user, municipality)),
    }
    return render(request, "reports/letterhead.html", context, status=422 if form.errors else 200)
