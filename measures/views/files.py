"""The plan as a workbook: taken away, brought back, seen before it is stored."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import UserError
from assessments.exporters.workbook_looks import MEDIA_TYPE
from measures.exporters.measure_xlsx import plan_workbook
from measures.forms.files import PlanApplyForm, PlanFileForm, file_written
from measures.importers.measure_xlsx import plan_file_read
from measures.importers.plan_reading import PlanReading
from measures.models import Measure
from measures.plan_previews import PlanPreview, plan_preview
from measures.queries import Plan, plan_get
from measures.queries.plan_choices import plan_choices_get
from measures.verbs.plan_import import STALE, StalePlanError, plan_import
from measures.views.places import PlanPlace, plan_place_get

#: What a person confirms where the preview asks for it.
NOT_CONFIRMED = {
    "outside": "มีวันที่อยู่นอกปีงบประมาณ กรุณาตรวจสอบรายการที่มีเครื่องหมายเตือน แล้วทำเครื่องหมายยืนยันหากตั้งใจ",
    "stale": "มีผู้แก้ไขแผนหลังจากดาวน์โหลดไฟล์ กรุณาตรวจสอบรายการที่มีเครื่องหมายเตือน แล้วทำเครื่องหมายยืนยันหากต้องการใช้ค่าในไฟล์",
}


@login_required
@require_http_methods(["GET", "POST"])
def measures_file(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Reads a workbook and shows what it would change; GET shows the form."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    if request.method == "GET":
        return _form_page(request, place, PlanFileForm())
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, place, form)
    raw = form.cleaned_data["file"].read()
    try:
        reading = _read(place, raw)
    except UserError as error:
        form.add_error("file", list(error.messages))
        return _form_page(request, place, form)
    return _preview_page(request, place, _plan(place), reading, raw)


@login_required
@require_POST
def measures_apply(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Stores what a preview showed, all of it or nothing: the file is read anew, upon the plan that the person saw."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    form = PlanApplyForm(request.POST)
    if not form.is_valid():
        raise Http404("คำขอไม่สมบูรณ์")
    sent = form.cleaned_data
    try:
        reading = _read(place, sent["file"])
    except UserError as error:
        again = PlanFileForm({})
        again.errors["file"] = again.error_class(error.messages)
        return _form_page(request, place, again)
    plan = _plan(place)
    if plan.mark != sent["seen"]:
        return _preview_page(request, place, plan, reading, sent["file"], why=STALE, status=HTTPStatus.CONFLICT)
    found = plan_preview(plan, reading)
    missing = _missing(found, sent)
    if found.preview.faults or missing:
        return _preview_page(request, place, plan, reading, sent["file"], sent=sent)
    try:
        plan_import(
            municipality=place.municipality, action_year=fiscal_year, rows=found.rows, seen=sent["seen"],
            outside_confirmed=sent["outside"],
        )  # fmt: skip
    except StalePlanError as error:
        latest = _plan(place)
        return _preview_page(request, place, latest, reading, sent["file"], why=str(error), status=HTTPStatus.CONFLICT)
    except UserError as error:
        return _preview_page(request, place, _plan(place), reading, sent["file"], why=str(error))
    done = " ".join(f"{words} {number} รายการ" for words, number in found.preview.counts if number)
    messages.success(request, f"นำเข้าแผนแล้ว {done}")
    return place.to("plan")


@login_required
@require_GET
def measures_xlsx(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The year's plan as a workbook to change and bring back; ``?blank=1`` leaves it empty, to be filled in."""
    place = plan_place_get(request, slug, fiscal_year)
    plan = _plan(place)
    if blank := request.GET.get("blank") == "1":
        plan = replace(plan, measures=())
    content = plan_workbook(plan, plan_choices_get(place.municipality, place.framework))
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    name = f"ita-measures-{slug}-{fiscal_year}{'-blank' if blank else ''}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _plan(place: PlanPlace) -> Plan:
    return plan_get(place.municipality, place.fiscal_year)


def _read(place: PlanPlace, raw: bytes) -> PlanReading:
    """Raises UserError as `plan_file_read` does."""
    return plan_file_read(raw, plan_choices_get(place.municipality, place.framework))


def _missing(found: PlanPreview, sent: Mapping[str, object]) -> dict[str, str]:
    """What the person has not confirmed yet, with the sentence that says so."""
    asked = {"outside": found.asks_outside, "stale": found.asks_stale}
    return {name: NOT_CONFIRMED[name] for name, is_asked in asked.items() if is_asked and not sent.get(name)}


def _form_page(request: HttpRequest, place: PlanPlace, form: PlanFileForm) -> HttpResponse:
    own = Measure.objects.filter(municipality=place.municipality, action_year=place.fiscal_year)
    context = place.context() | {"form": form, "has_plan": own.exists()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "measures/file.html", context, status=status)


def _preview_page(
    request: HttpRequest,
    place: PlanPlace,
    plan: Plan,
    reading: PlanReading,
    raw: bytes,
    *,
    sent: Mapping[str, object] | None = None,
    why: str = "",
    status: HTTPStatus | None = None,
) -> HttpResponse:
    """What the file would do to the plan as it stands; `why` nothing was stored, or what `sent` did not confirm."""
    found = plan_preview(plan, reading, file_written(raw))
    form = PlanApplyForm(sent if sent is None else {**sent, "file": found.preview.payload})
    if sent is not None and not found.preview.faults:
        for name, words in _missing(found, sent).items():
            form.add_error(name, words)
    context = place.context() | {"preview": found.preview, "found": found, "plan": plan, "form": form, "why": why}
    if status is None:
        wrong = why or found.preview.faults or (sent is not None and form.errors)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "measures/file_preview.html", context, status=status)
