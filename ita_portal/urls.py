"""Addresses. A municipality's page is ``/m/<slug>/<fiscal_year>/…``."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import path, register_converter
from django.urls.converters import IntConverter

from accounts.views import password
from assessments.views import cells, findings, grid, scores, states
from reports.views import documents, pages

handler403 = "ita_portal.errors.forbidden"
handler404 = "ita_portal.errors.not_found"
handler500 = "ita_portal.errors.failed"

# The superuser logs in where everybody does, behind the same limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class FiscalYear(IntConverter):
    """A year in an address: one that a framework can have, 2400 to 2799."""

    regex = "2[4-7][0-9]{2}"


register_converter(FiscalYear, "year")

YEAR = "m/<slug:slug>/<year:fiscal_year>/"

urlpatterns = [
    path("", pages.home, name="home"),
    path("m/<slug:slug>/seal", pages.seal, name="seal"),
    path(YEAR, pages.year, name="year"),
    path(YEAR + "scores/", scores.scores, name="scores"),
    path(YEAR + "scores/file/", scores.scores_file, name="scores_file"),
    path(YEAR + "scores/text/", scores.scores_text, name="scores_text"),
    path(YEAR + "scores/apply/", scores.scores_apply, name="scores_apply"),
    path(YEAR + "scores/print/", scores.scores_print, name="scores_print"),
    path(YEAR + "scores/undo/", cells.undo, name="scores_undo"),
    path(YEAR + "scores/submit/", states.scores_submit, name="scores_submit"),
    path(YEAR + "scores/approve/", states.scores_approve, name="scores_approve"),
    path(YEAR + "scores/return/", states.scores_return, name="scores_return"),
    path(YEAR + "scores/mark/", states.scores_mark, name="scores_mark"),
    path(YEAR + "scores/cells/<slug:key>", cells.cell, name="cell"),
    path(YEAR + "scores/cells/<slug:key>/comments", cells.comment, name="cell_comment"),
    path(YEAR + "scores/<slug:name>/", grid.grid, name="grid"),
    path(YEAR + "scores/<slug:name>/paste", scores.scores_paste, name="scores_paste"),
    path(YEAR + "scores.xlsx", scores.scores_xlsx, name="scores_xlsx"),
    path(YEAR + "scores.csv", scores.scores_csv, name="scores_csv"),
    path(YEAR + "findings/<int:number>/", findings.finding_form, name="finding_form"),
    path(YEAR + "findings/<int:number>/choose", findings.finding_choose, name="finding_choose"),
    path(YEAR + "findings/<int:number>/lowest", findings.lowest_question_form, name="lowest_question_form"),
    path(YEAR + "documents/<slug:kind>/", documents.preview, name="preview"),
    path(YEAR + "documents/<slug:kind>/content", documents.content, name="content"),
    path(YEAR + "documents/<slug:kind>/jobs", documents.job_create, name="job_create"),
    path(YEAR + "jobs/<uuid:job_id>/", documents.job, name="job"),
    path(YEAR + "jobs/<uuid:job_id>/file", documents.job_file, name="job_file"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/", password, name="account_change_password"),
    path("admin/", admin.site.urls),
]
