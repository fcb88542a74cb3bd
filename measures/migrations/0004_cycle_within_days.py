from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("measures", "0003_progress_evidence_reminders")]

    operations = [
        migrations.RemoveConstraint(model_name="step", name="step_has_one_period"),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=Q(start__isnull=False, first_quarter__isnull=True, cycle="", rhythm="")
                | Q(start__isnull=True, first_quarter__isnull=False, cycle="", rhythm="")
                | Q(first_quarter__isnull=True, rhythm="") & ~Q(cycle="")
                | Q(start__isnull=True, first_quarter__isnull=True, cycle="") & ~Q(rhythm=""),
                name="step_has_one_period",
                violation_error_message="กรุณาระบุระยะเวลาแบบเดียว คือ วันที่ ไตรมาส รอบ หรือข้อความ",
            ),
        ),
    ]
