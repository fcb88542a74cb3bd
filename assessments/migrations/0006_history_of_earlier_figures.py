"""Gives figures from before the history their first line: who stored them, and when."""

from itertools import groupby

from django.db import migrations


def _first_lines(apps, schema_editor):
    Assessment = apps.get_model("assessments", "Assessment")
    for assessment in Assessment.objects.all():
        known = set(assessment.score_changes.values_list("place", flat=True))
        rows = [
            (f"{row.question.code}-{row.part}" if row.part else row.question.code, row)
            for row in assessment.scores.select_related("question")
        ]
        rows += [(row.key, row) for row in assessment.official_figures.all()]
        earlier = [(place, row) for place, row in rows if row.version and place not in known]
        _write(apps, assessment, earlier)


def _write(apps, assessment, rows):
    """One act for what one person stored at one moment."""
    ScoreAct = apps.get_model("assessments", "ScoreAct")
    ScoreChange = apps.get_model("assessments", "ScoreChange")

    def who_and_when(pair):
        return pair[1].changed_at, pair[1].changed_by_id or 0

    for (at, by), together in groupby(sorted(rows, key=who_and_when), who_and_when):
        act = ScoreAct.objects.create(assessment=assessment, kind="import", by_id=by or None, at=at)
        ScoreChange.objects.bulk_create(
            ScoreChange(act=act, assessment=assessment, place=place, after=row.value, version=row.version)
            for place, row in together
        )


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0005_limitation"),
    ]

    operations = [
        migrations.RunPython(_first_lines, migrations.RunPython.noop),
    ]
