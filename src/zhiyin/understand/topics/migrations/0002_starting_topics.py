from django.db import migrations
from django.utils import timezone

from zhiyin.understand.topics.content import starting_topics


def seed(apps, schema_editor):
    Topic, Lexicon = apps.get_model("topics", "Topic"), apps.get_model("topics", "Lexicon")
    started = starting_topics()
    Topic.objects.bulk_create(
        Topic(key=one.key, name=one.name, name_en=one.name_en, words=one.words, position=position)
        for position, one in enumerate(started, start=1)
    )
    Lexicon.objects.create(number=1, words={one.key: one.words for one in started}, made_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
