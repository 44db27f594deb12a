"""The database refuses to change what must stay as it was: steps, seals, reports of danger, times that the law sets."""

from django.db import migrations

LOCK = """
CREATE FUNCTION complaints_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What may still come to a row: a step's letter was taken back; a clock of the law was met or missed.
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'complaints_step'
       AND (to_jsonb(NEW) - 'undone_at') = (to_jsonb(OLD) - 'undone_at') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'complaints_statutoryclock'
       AND (to_jsonb(NEW) - 'met_at' - 'missed_at') = (to_jsonb(OLD) - 'met_at' - 'missed_at')
       AND (to_jsonb(OLD) -> 'met_at' = 'null' OR to_jsonb(OLD) -> 'met_at' = to_jsonb(NEW) -> 'met_at')
       AND (to_jsonb(OLD) -> 'missed_at' = 'null' OR to_jsonb(OLD) -> 'missed_at' = to_jsonb(NEW) -> 'missed_at') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Rows of % are locked: they are neither changed nor deleted.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER complaints_step_locked BEFORE UPDATE OR DELETE ON complaints_step
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_statutoryclock_locked BEFORE UPDATE OR DELETE ON complaints_statutoryclock
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_safetyreport_locked BEFORE UPDATE OR DELETE ON complaints_safetyreport
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_seal_locked BEFORE UPDATE OR DELETE ON complaints_seal
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
"""

UNLOCK = """
DROP TRIGGER complaints_seal_locked ON complaints_seal;
DROP TRIGGER complaints_safetyreport_locked ON complaints_safetyreport;
DROP TRIGGER complaints_statutoryclock_locked ON complaints_statutoryclock;
DROP TRIGGER complaints_step_locked ON complaints_step;
DROP FUNCTION complaints_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]
    operations = [migrations.RunSQL(LOCK, UNLOCK)]
