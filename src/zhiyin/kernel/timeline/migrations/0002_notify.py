"""Each new entry tells the listeners on channel `zhiyin` what happened to whom: ids (also those among its facts), never a text.

A transaction that sets `zhiyin.quiet` to `on` (an import) tells nobody.
"""

from django.db import migrations

TELL = r"""
CREATE FUNCTION timeline_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('zhiyin', (
        coalesce((
            SELECT jsonb_object_agg(fact.key, fact.value) FROM jsonb_each(NEW.facts) AS fact
            WHERE fact.key LIKE '%\_id' AND jsonb_typeof(fact.value) = 'string'
        ), '{}')
        || jsonb_strip_nulls(jsonb_build_object(
            'id', NEW.id, 'event', NEW.event, 'subject_id', NEW.subject_id,
            'customer_id', NEW.customer_id, 'unit_id', NEW.unit_id
        ))
    )::text);
    RETURN NULL;
END $$;
CREATE TRIGGER timeline_tell AFTER INSERT ON timeline_entry FOR EACH ROW
    WHEN (current_setting('zhiyin.quiet', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION timeline_tell();
"""
FALL_SILENT = """
DROP TRIGGER timeline_tell ON timeline_entry;
DROP FUNCTION timeline_tell();
"""


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]
    operations = [migrations.RunSQL(TELL, FALL_SILENT)]
