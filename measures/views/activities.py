"""Meetings and activities: list, write, change, delete, and lay out their pictures."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import EDITORS, READERS, SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from measures.forms.activity import PICTURES_AT_ONCE, ActivityForm, ArrangeForm, ChooseForm, PictureForm
from measures.models import Activity, Evidence, EvidenceFile
from measures.queries.activities import activities_listed, activity_get, picture_file, pictures_of, pictures_to_choose
from measures.queries.years import year_pages_get
from measures.verbs.activities import (
    MOST_PICTURES,
    activity_create,
    activity_delete,
    activity_edit,
    activity_picture_upload,
    activity_pictures_add,
    activity_pictures_set,
)
from thaitext.numbers import whole_number

#: Pictures of the evidence that are offered at once, the newest.
OFFERED = 60

PictureFormSet = formset_factory(PictureForm, extra=PICTURES_AT_ONCE, max_num=PICTURES_AT_ONCE, absolute_max=40)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The person before the activities of a municipality's year."""

    user: User
    municipality: Municipality
    fiscal_year: int
    may_write: bool
    may_edit: bool

    def context(self) -> dict[str, object]:
        """What every page of activities shows."""
        return {
            "municipality": self.municipality,
            "fiscal_year": self.fiscal_year,
            "may_write": self.may_write,
            "may_edit": self.may_edit,
            "year_pages": year_pages_get(self.municipality, self.fiscal_year),
        }

    def activity(self, number: int) -> Activity:
        """The activity `number`; not found where the municipality's year has none."""
        activity = activity_get(self.municipality, self.fiscal_year, number)
        if activity is None:
            raise Http404("ไม่มีกิจกรรมนี้ในปีงบประมาณนี้")
        return activity

    def to(self, name: str, *number: int) -> HttpResponse:
        return redirect(name, self.municipality.slug, self.fiscal_year, *number)


def _desk(request: HttpRequest, slug: str, fiscal_year: int, roles: frozenset[Role] = READERS) -> _Desk:
    municipality = municipality_get(request.user, slug, roles=roles)
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    held = roles_in(request.user, municipality)
    return _Desk(request.user, municipality, fiscal_year, bool(held & SCORERS), bool(held & EDITORS))


@login_required
@require_GET
def activities(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The year's activities."""
    desk = _desk(request, slug, fiscal_year)
    rows = [(each, len(pictures_of(each))) for each in activities_listed(desk.municipality, fiscal_year)]
    return render(request, "measures/activities.html", desk.context() | {"rows": rows})


@login_required
@require_GET
def activity(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """One activity as it will be printed, with its pictures."""
    desk = _desk(request, slug, fiscal_year)
    row = desk.activity(number)
    return render(request, "measures/activity.html", desk.context() | {"activity": row, "pictures": _shown(row)})


@login_required
@require_http_methods(["GET", "POST"])
def activity_new(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Writes a new activity; its pictures come next."""
    desk = _desk(request, slug, fiscal_year, SCORERS)
    form = ActivityForm(request.POST) if request.method == "POST" else ActivityForm(initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        try:
            made = activity_create(municipality=desk.municipality, fiscal_year=fiscal_year, by=desk.user, **form.words)
        except UserError as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "บันทึกกิจกรรมแล้ว เพิ่มภาพกิจกรรมได้ในหน้านี้")
            return desk.to("activity_pictures", made.pk)
    return _form_page(request, desk, form, None)


@login_required
@require_http_methods(["GET", "POST"])
def activity_form(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Changes what is written of an activity; a stale version is refused, and the typed text kept."""
    desk = _desk(request, slug, fiscal_year, SCORERS)
    row = desk.activity(number)
    if request.method == "GET":
        return _form_page(request, desk, ActivityForm.of(row), row)
    form = ActivityForm(request.POST)
    if form.is_valid():
        try:
            activity_edit(activity=row, version=form.cleaned_data["version"], **form.words)
        except UserError as error:
            form.add_error(None, list(error.messages))
            row = desk.activity(number)  # as it is stored
        else:
            messages.success(request, "บันทึกกิจกรรมแล้ว")
            return desk.to("activity", number)
    return _form_page(request, desk, form, row)


def _form_page(request: HttpRequest, desk: _Desk, form: ActivityForm, row: Activity | None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "activity": row, "version": row.version if row else 0}
    return render(request, "measures/activity_form.html", desk.context() | context, status=status)


@login_required
@require_POST
def activity_remove(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Deletes an activity that the person has seen as it is."""
    desk = _desk(request, slug, fiscal_year, SCORERS)
    row = desk.activity(number)
    version = whole_number(request.POST.get("version", ""))
    if version is None:
        raise Http404("คำขอไม่ครบ")
    try:
        activity_delete(activity=row, version=version)
    except UserError as error:
        messages.error(request, str(error))
        return desk.to("activity", number)
    messages.success(request, f"ลบกิจกรรม “{row.title}” แล้ว ภาพยังอยู่ในหลักฐานของหน่วยงาน")
    return desk.to("activities")


@login_required
@require_http_methods(["GET", "POST"])
def activity_pictures(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Lays out the pictures: moves one, takes one out, or adds some that are among the evidence."""
    desk = _desk(request, slug, fiscal_year, SCORERS)
    row = desk.activity(number)
    if request.method == "GET":
        return _pictures_page(request, desk, row, PictureFormSet())
    try:
        if request.POST.get("arrange") == "add":
            _choose(request, row)
        else:
            _arrange(request, row)
    except UserError as error:
        messages.error(request, str(error))
    return desk.to("activity_pictures", number)


def _choose(request: HttpRequest, row: Activity) -> None:
    offered = {each.pk: each for each in pictures_to_choose(row, OFFERED)}
    form = ChooseForm(request.POST, pictures=list(offered))
    if not form.is_valid():
        raise UserError("กรุณาเลือกภาพอย่างน้อยหนึ่งภาพจากรายการล่าสุด แล้วกดเพิ่มอีกครั้ง")
    activity_pictures_add(activity=row, pictures=[offered[key] for key in form.cleaned_data["chosen"]])


def _arrange(request: HttpRequest, row: Activity) -> None:
    form = ArrangeForm(request.POST)
    if not form.is_valid():
        raise Http404("คำขอไม่ครบ")
    pictures = _arranged(pictures_of(row), form.picture, form.act)
    activity_pictures_set(activity=row, pictures=pictures, version=form.cleaned_data["version"])


@login_required
@require_POST
def activity_upload(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Keeps new pictures as evidence and lays them out; those that are refused are said, the others kept."""
    desk = _desk(request, slug, fiscal_year, SCORERS)
    row = desk.activity(number)
    kept, failed = 0, []
    for form in PictureFormSet(request.POST, request.FILES):
        if not form.has_changed():
            continue
        if form.is_valid():
            caption, file = form.cleaned_data["caption"], form.cleaned_data["file"]
            try:
                activity_picture_upload(activity=row, caption=caption, file=file, name=file.name, by=desk.user)
            except UserError as error:
                form.add_error("file", list(error.messages))
        if form.is_valid():
            kept += 1
        else:
            failed.append(form)
    if kept:
        messages.success(request, f"เพิ่มภาพแล้ว {kept} ภาพ")
    if failed:
        return _pictures_page(request, desk, desk.activity(number), _once_more(failed))
    if not kept:
        messages.error(request, "ยังไม่ได้เลือกไฟล์ กรุณาเลือกภาพอย่างน้อยหนึ่งภาพ แล้วกดเพิ่มอีกครั้ง")
    return desk.to("activity_pictures", number)


def _once_more(failed: list[PictureForm]) -> "BaseFormSet[PictureForm]":
    """The rows that were refused, with their captions and what is wrong; a browser does not give a file back."""
    captions = {
        f"form-{place}-caption": form.data.get(form.add_prefix("caption"), "") for place, form in enumerate(failed)
    }
    forms = PictureFormSet({"form-TOTAL_FORMS": PICTURES_AT_ONCE, "form-INITIAL_FORMS": 0} | captions)
    for form, refused in zip(forms, failed, strict=False):
        form.errors.clear()
        form.errors.update(refused.errors)
    return forms


def _pictures_page(request: HttpRequest, desk: _Desk, row: Activity, forms: "BaseFormSet[PictureForm]") -> HttpResponse:
    wrong = forms.is_bound and any(form.errors for form in forms)
    context = {
        "activity": row,
        "pictures": _shown(row),
        "offered": [(each, picture_file(each)) for each in pictures_to_choose(row, OFFERED)],
        "room": MOST_PICTURES - len(pictures_of(row)),
        "forms": forms,
        "wrong": wrong,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "measures/activity_pictures.html", desk.context() | context, status=status)


def _shown(row: Activity) -> list[tuple[Evidence, EvidenceFile | None]]:
    """The pictures with their files."""
    return [(each, picture_file(each)) for each in pictures_of(row)]


def _arranged(pictures: list[Evidence], key: int, act: str) -> list[Evidence]:
    """The pictures after one of them was moved by one place or taken out; as they were where it is not among them."""
    place = next((place for place, each in enumerate(pictures) if each.pk == key), None)
    if place is None:
        return pictures
    others = pictures[:place] + pictures[place + 1 :]
    if act == "out":
        return others
    others.insert(max(place - 1, 0) if act == "up" else place + 1, pictures[place])
    return others
