"""The evidence that a municipality keeps: its list, and taking a piece of it back."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import User
from measures.forms.evidence import EvidenceFilterForm, WithdrawForm
from measures.queries.evidence import evidence_listed
from measures.queries.progress import evidence_get
from measures.verbs.evidence import evidence_withdraw, may_withdraw

#: Pieces of evidence on a page.
PAGE = 50


@login_required
@require_GET
def evidence_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All evidence of the municipality, by words and by whether it is used."""
    municipality = municipality_get(request.user, slug)
    form = EvidenceFilterForm(request.GET)
    text, use = form.sought
    page = Paginator(evidence_listed(municipality, text, use), PAGE).get_page(request.GET.get("page"))
    sought = {name: value for name, value in (("text", text), ("use", use.value if use else "")) if value}
    context = {
        "municipality": municipality,
        "form": form,
        "page": page,
        "filtered": bool(sought),
        "address": f"?{urlencode(sought)}&" if sought else "?",
    }
    return render(request, "measures/evidence_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def evidence_withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks why a piece of evidence is to be withdrawn, and withdraws it."""
    municipality = municipality_get(request.user, slug, roles=SCORERS)
    evidence = evidence_get(municipality, pk)
    if evidence is None:
        raise Http404("ไม่มีหลักฐานนี้")
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    if not may_withdraw(evidence, request.user, roles_in(request.user, municipality)):
        raise PermissionDenied
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            evidence_withdraw(evidence=evidence, reason=form.cleaned_data["reason"], by=request.user)
        except UserError as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "ถอนหลักฐานแล้ว ไฟล์ถูกลบออกจากระบบ เหตุผลอยู่ในประวัติ")
            return redirect("evidence_page", slug, pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"municipality": municipality, "evidence": evidence, "form": form}
    return render(request, "measures/evidence_withdrawal.html", context, status=status)
