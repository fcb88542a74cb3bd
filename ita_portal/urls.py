"""Addresses. A municipality's page is ``/m/<slug>/<fiscal_year>/…``."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import path, register_converter
from django.urls.converters import IntConverter

from accounts.views import password
from assessments.views import cells, findings, grid, limitations, scores, states
from measures.views import (
    activities,
    board,
    bulk,
    calendar,
    carrying,
    evidence,
    evidence_kept,
    files,
    plan,
    progress,
    steps,
    suggestions,
    work,
)
from reports.views import (
    batches,
    check,
    documents,
    editions,
    jobs,
    letterhead,
    open_data,
    pages,
    proofreading,
    public,
    publications,
)

handler403 = "ita_portal.errors.forbidden"
handler404 = "ita_portal.errors.not_found"
handler500 = "ita_portal.errors.failed"

# The superuser logs in where everybody does, behind the same limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


FIRST_YEAR, LAST_YEAR = 2400, 2799


class FiscalYear(IntConverter):
    """A year in an address: one that a framework can have, 2400 to 2799.

    A year's pages lead to the year before (a plan's result) and to the year behind (a result's plan). The first and the
    last year can be led to, so that no link fails, but have no pages.
    """

    regex = "2[4-7][0-9]{2}"

    def to_python(self, value: str) -> int:
        year = super().to_python(value)
        if not FIRST_YEAR < year < LAST_YEAR:
            raise ValueError(value)
        return year


register_converter(FiscalYear, "year")

YEAR = "m/<slug:slug>/<year:fiscal_year>/"
EDITION = YEAR + "documents/<slug:kind>/editions/<int:number>/"
DOCUMENT = "<slug:slug>/<slug:kind>/<year:fiscal_year>/"
PROVINCE = "provinces/<str:province>/<year:fiscal_year>/"

urlpatterns = [
    path("", pages.home, name="home"),
    path("m/<slug:slug>/seal", pages.seal, name="seal"),
    path("m/<slug:slug>/letterhead/", letterhead.letterhead, name="letterhead"),
    path("m/<slug:slug>/letterhead/sample", letterhead.letterhead_sample, name="letterhead_sample"),
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
    path(YEAR + "limitations/", limitations.limitations, name="limitations"),
    path(YEAR + "documents/<slug:kind>/", documents.preview, name="preview"),
    path(YEAR + "documents/<slug:kind>/content", documents.content, name="content"),
    path(YEAR + "documents/<slug:kind>/proofread/", proofreading.proofreading, name="proofread"),
    path(YEAR + "documents/<slug:kind>/proofread/mend", proofreading.proofread_mend, name="proofread_mend"),
    path(YEAR + "documents/<slug:kind>/submit/", editions.submit, name="edition_submit"),
    path(EDITION, editions.edition, name="edition"),
    path(EDITION + "content", editions.edition_content, name="edition_content"),
    path(EDITION + "prepare", editions.edition_prepared, name="edition_prepare"),
    path(EDITION + "approve", editions.edition_approved, name="edition_approve"),
    path(EDITION + "return", editions.edition_returned, name="edition_return"),
    path(EDITION + "files", editions.edition_file_create, name="edition_file_create"),
    path(EDITION + "files/<int:file>", editions.edition_file, name="edition_file"),
    path(EDITION + "publish", publications.publication_create, name="publication_create"),
    path(EDITION + "withdraw", publications.publication_remove, name="publication_remove"),
    path(YEAR + "editions/", editions.editions, name="editions"),
    path(YEAR + "documents/<slug:kind>/jobs", jobs.job_create, name="job_create"),
    path(YEAR + "jobs/<uuid:job_id>/", jobs.job, name="job"),
    path(YEAR + "jobs/<uuid:job_id>/file", jobs.job_file, name="job_file"),
    path(YEAR + "jobs/<uuid:job_id>/cancel", jobs.job_cancel, name="job_cancel"),
    path(YEAR + "jobs/<uuid:job_id>/again", jobs.job_repeat, name="job_repeat"),
    path(YEAR + "documents/", batches.batch, name="batch"),
    path(PROVINCE, batches.province, name="province"),
    path(PROVINCE + "jobs/<uuid:job_id>/", jobs.job, name="province_job"),
    path(PROVINCE + "jobs/<uuid:job_id>/file", jobs.job_file, name="province_job_file"),
    path(PROVINCE + "jobs/<uuid:job_id>/cancel", jobs.job_cancel, name="province_job_cancel"),
    path(PROVINCE + "jobs/<uuid:job_id>/again", jobs.job_repeat, name="province_job_repeat"),
    path(YEAR + "calendar/", calendar.calendar, name="calendar"),
    path(YEAR + "calendar/renew", calendar.renew, name="feed_renew"),
    path("calendar/<slug:token>.ics", calendar.feed, name="calendar_feed"),
    path(YEAR + "activities/", activities.activities, name="activities"),
    path(YEAR + "activities/new/", activities.activity_new, name="activity_new"),
    path(YEAR + "activities/<int:number>/", activities.activity, name="activity"),
    path(YEAR + "activities/<int:number>/edit/", activities.activity_form, name="activity_form"),
    path(YEAR + "activities/<int:number>/delete", activities.activity_remove, name="activity_delete"),
    path(YEAR + "activities/<int:number>/pictures/", activities.activity_pictures, name="activity_pictures"),
    path(YEAR + "activities/<int:number>/upload", activities.activity_upload, name="activity_upload"),
    path(YEAR + "measures/steps/<int:pk>/", progress.step_page, name="step_page"),
    path(YEAR + "measures/steps/<int:pk>/reports/<int:number>/", progress.progress_correct, name="progress_correct"),
    path("m/<slug:slug>/evidence/", evidence_kept.evidence_list, name="evidence"),
    path("m/<slug:slug>/evidence/<int:pk>/", evidence.evidence_page, name="evidence_page"),
    path("m/<slug:slug>/evidence/<int:pk>/withdraw/", evidence_kept.evidence_withdrawal, name="evidence_withdrawal"),
    path("m/<slug:slug>/evidence/<int:pk>/change", evidence.evidence_change, name="evidence_change"),
    path("m/<slug:slug>/evidence/<int:pk>/revise", evidence.evidence_revise, name="evidence_revise"),
    path("m/<slug:slug>/evidence/<int:pk>/open", evidence.evidence_open, name="evidence_open"),
    path("m/<slug:slug>/evidence/<int:pk>/<int:revision>/", evidence.evidence_file, name="evidence_file"),
    path("m/<slug:slug>/evidence/<int:pk>/<int:revision>/web", evidence.evidence_web, name="evidence_web"),
    path(YEAR + "measures/", plan.plan, name="plan"),
    path(YEAR + "measures/new/", plan.measure_new, name="measure_new"),
    path(YEAR + "measures/carry/", carrying.carry, name="plan_carry"),
    path(YEAR + "measures/file/", files.measures_file, name="measures_file"),
    path(YEAR + "measures/file/apply", files.measures_apply, name="measures_apply"),
    path(YEAR + "measures.xlsx", files.measures_xlsx, name="measures_xlsx"),
    path(YEAR + "measures/suggestions/", suggestions.suggestions, name="suggestions"),
    path(YEAR + "measures/suggestions/<slug:key>/", suggestions.suggestion_form, name="suggestion_form"),
    path(YEAR + "measures/suggestions/<slug:key>/accept", suggestions.suggestion_accept, name="suggestion_accept"),
    path(YEAR + "measures/suggestions/<slug:key>/drop", suggestions.suggestion_drop, name="suggestion_drop"),
    path(YEAR + "measures/suggestions/<slug:key>/restore", suggestions.suggestion_restore, name="suggestion_restore"),
    path(YEAR + "measures/board/", board.board, name="board"),
    path(YEAR + "measures/timeline/", board.timeline, name="timeline"),
    path(YEAR + "measures/bulk/", bulk.bulk, name="bulk"),
    path(YEAR + "measures/bulk/dates/", bulk.bulk_dates, name="bulk_dates"),
    path(YEAR + "measures/reminders/", work.reminders_sent, name="reminders_sent"),
    path("work/", work.mine, name="mine"),
    path("work/digests/", work.digests, name="digests"),
    path(YEAR + "measures/<int:number>/", plan.measure, name="measure"),
    path(YEAR + "measures/<int:number>/change/", plan.measure_form, name="measure_form"),
    path(YEAR + "measures/<int:number>/move", plan.measure_move, name="measure_move"),
    path(YEAR + "measures/<int:number>/delete/", plan.measure_delete, name="measure_delete"),
    path(YEAR + "measures/<int:number>/steps/new/", steps.step_new, name="step_new"),
    path(YEAR + "measures/<int:number>/steps/<int:step_number>/", steps.step_form, name="step_form"),
    path(YEAR + "measures/<int:number>/steps/<int:step_number>/move", steps.step_move, name="step_move"),
    path(YEAR + "measures/<int:number>/steps/<int:step_number>/remove/", steps.step_remove, name="step_remove"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/", password, name="account_change_password"),
    path("admin/", admin.site.urls),
    path("check/", check.check, name="check"),
    path("site/", check.site, name="site"),
    # The public's addresses begin with a municipality: they come last, and `accounts.models.RESERVED_SLUGS` keeps
    # municipalities from what stands above.
    path("<slug:slug>/", public.public_home, name="public_home"),
    path("<slug:slug>/seal.png", public.public_seal, name="public_seal"),
    path("<slug:slug>/evidence/<int:number>/", public.public_evidence, name="public_evidence"),
    path("<slug:slug>/open-data/<year:fiscal_year>/", open_data.open_data, name="open_data"),
    path("<slug:slug>/open-data/<year:fiscal_year>.<slug:ending>", open_data.open_data_file, name="open_data_file"),
    path(DOCUMENT, public.public_document, name="public_document"),
    path(DOCUMENT + "<int:number>/", public.public_edition, name="public_edition"),
    path(DOCUMENT + "<int:number>.<slug:ending>", public.public_file, name="public_file"),
]
