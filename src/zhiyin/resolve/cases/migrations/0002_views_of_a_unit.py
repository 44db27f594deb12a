from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("status__in", ("new", "open", "waiting_customer", "waiting_other")),
                    ("waiting_since__isnull", False),
                ),
                fields=["unit", "waiting_since", "id"],
                name="case_waiting_of_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("status__in", ("new", "open", "waiting_customer", "waiting_other")),
                    ("next_due_at__isnull", False),
                ),
                fields=["unit", "next_due_at", "id"],
                name="case_due_of_unit",
            ),
        ),
    ]
