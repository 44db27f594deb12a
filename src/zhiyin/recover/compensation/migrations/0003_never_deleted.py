"""The database refuses to delete an award or to change what was granted: it is taken back by a reversal, which stays."""

from django.db import migrations

GUARD = """
CREATE FUNCTION compensation_award_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'An award is never deleted: take it back.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.customer_id, NEW.case_id, NEW.breach_id, NEW.kind, NEW.amount_minor, NEW.currency, NEW.given_by_id,
        NEW.granted_at) IS DISTINCT FROM
       (OLD.customer_id, OLD.case_id, OLD.breach_id, OLD.kind, OLD.amount_minor, OLD.currency, OLD.given_by_id,
        OLD.granted_at)
       OR (OLD.transaction_id IS NOT NULL AND NEW.transaction_id IS DISTINCT FROM OLD.transaction_id)
       OR (NEW.state <> OLD.state AND NOT (OLD.state = 'granted' AND NEW.state = 'reversed')) THEN
        RAISE EXCEPTION 'What was decided about an award does not change: take it back and give anew.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER compensation_award_stays BEFORE DELETE ON compensation_award
    FOR EACH ROW EXECUTE FUNCTION compensation_award_refuse_change();
CREATE TRIGGER compensation_award_unchanged BEFORE UPDATE ON compensation_award
    FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION compensation_award_refuse_change();

CREATE FUNCTION compensation_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A decision on compensation is never changed or deleted.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER compensation_reversal_stays BEFORE UPDATE OR DELETE ON compensation_reversal
    FOR EACH ROW EXECUTE FUNCTION compensation_refuse_change();
CREATE TRIGGER compensation_escalation_stays BEFORE UPDATE OR DELETE ON compensation_escalation
    FOR EACH ROW EXECUTE FUNCTION compensation_refuse_change();
CREATE TRIGGER compensation_budget_stays BEFORE UPDATE OR DELETE ON compensation_budget
    FOR EACH ROW EXECUTE FUNCTION compensation_refuse_change();
CREATE TRIGGER compensation_approval_stays BEFORE DELETE ON compensation_approval
    FOR EACH ROW EXECUTE FUNCTION compensation_refuse_change();
CREATE TRIGGER compensation_approval_unchanged BEFORE UPDATE ON compensation_approval
    FOR EACH ROW WHEN (OLD.granted IS NOT NULL AND (OLD.granted IS DISTINCT FROM NEW.granted
        OR OLD.decided_at IS DISTINCT FROM NEW.decided_at OR OLD.reason IS DISTINCT FROM NEW.reason))
    EXECUTE FUNCTION compensation_refuse_change();
"""

UNGUARD = """
DROP TRIGGER compensation_approval_unchanged ON compensation_approval;
DROP TRIGGER compensation_approval_stays ON compensation_approval;
DROP TRIGGER compensation_budget_stays ON compensation_budget;
DROP TRIGGER compensation_escalation_stays ON compensation_escalation;
DROP TRIGGER compensation_reversal_stays ON compensation_reversal;
DROP TRIGGER compensation_award_unchanged ON compensation_award;
DROP TRIGGER compensation_award_stays ON compensation_award;
DROP FUNCTION compensation_refuse_change();
DROP FUNCTION compensation_award_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("compensation", "0002_ranges_chains_budgets")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
