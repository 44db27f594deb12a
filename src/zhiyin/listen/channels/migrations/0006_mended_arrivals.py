from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0005_outbox_states")]

    operations = [
        migrations.AddField("arrival", "mended", models.BinaryField(blank=True, null=True)),
        migrations.AddField(
            "arrival", "aside_why", models.CharField(blank=True, default="", max_length=300), preserve_default=False
        ),
        migrations.AlterField(
            "arrival",
            "state",
            models.CharField(
                choices=[
                    ("stored", "stored"),
                    ("processed", "processed"),
                    ("failed", "failed"),
                    ("aside", "set aside"),
                ],
                default="stored",
                max_length=10,
            ),
        ),
    ]
