from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("demo", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="seeding",
            name="waiting_at",
            field=models.DateTimeField(null=True),
        ),
    ]
