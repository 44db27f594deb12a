"""The database refuses to change or delete a version of a guarantee or a piece of evidence."""

from django.db import migrations

LOCK = """
CREATE FUNCTION guarantees_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted: make a new version.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER guarantees_version_locked BEFORE UPDATE OR DELETE ON guarantees_version
    FOR EACH ROW EXECUTE FUNCTION guarantees_refuse_change();
CREATE TRIGGER guarantees_evidence_locked BEFORE UPDATE OR DELETE ON guarantees_evidence
    FOR EACH ROW EXECUTE FUNCTION guarantees_refuse_change();
"""

UNLOCK = """
DROP TRIGGER guarantees_evidence_locked ON guarantees_evidence;
DROP TRIGGER guarantees_version_locked ON guarantees_version;
DROP FUNCTION guarantees_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("guarantees", "0001_initial")]
    operations = [migrations.RunSQL(LOCK, UNLOCK)]
