"""The database refuses to change or delete a head that was signed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_signed_heads")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER ledger_head_append_only BEFORE UPDATE OR DELETE ON ledger_head"
            " FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();",
            "DROP TRIGGER ledger_head_append_only ON ledger_head;",
        )
    ]
