"""A new entry puts down one delivery for each webhook that wants it, in the transaction of the announcement.

In the database, because an announcement must not pay for it in Python; an entry that nobody wants costs one look at the few
webhooks. A transaction that sets `zhiyin.quiet` to `on` (an import) tells nobody. A test event is put down by its action.
"""

from django.db import migrations

PUT_UP = """
CREATE FUNCTION webhooks_within(unit uuid, top uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE above AS (
        SELECT unit AS id
        UNION
        SELECT one.parent_id FROM people_unit one JOIN above ON one.id = above.id
    )
    SELECT EXISTS (SELECT FROM above WHERE above.id = top)
$$;
CREATE FUNCTION webhooks_owe() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO webhooks_delivery (id, webhook_id, entry_id, event, state, tries, made_at, next_at)
    SELECT gen_random_uuid(), hook.id, NEW.id, NEW.event, 'waiting', 0, NEW.noted_at, NEW.noted_at
    FROM webhooks_webhook hook
    WHERE (hook.events = '{}' OR NEW.event = ANY (hook.events))
        AND (hook.unit_id IS NULL OR hook.unit_id = NEW.unit_id OR webhooks_within(NEW.unit_id, hook.unit_id))
        AND NOT EXISTS (SELECT FROM webhooks_disabling disabling WHERE disabling.webhook_id = hook.id);
    RETURN NULL;
END $$;
CREATE TRIGGER webhooks_owe AFTER INSERT ON timeline_entry FOR EACH ROW
    WHEN (NEW.event <> 'WebhookTested' AND current_setting('zhiyin.quiet', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION webhooks_owe();
"""
TAKE_DOWN = """
DROP TRIGGER webhooks_owe ON timeline_entry;
DROP FUNCTION webhooks_owe();
DROP FUNCTION webhooks_within(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial"), ("timeline", "0002_notify"), ("people", "0001_initial")]
    operations = [migrations.RunSQL(PUT_UP, TAKE_DOWN)]
