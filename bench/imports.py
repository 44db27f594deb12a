"""How fast files come in, beside a raw COPY of the same rows into the same tables.

    .venv/bin/python bench/imports.py [orders feedback event_logs]

Each set is imported into a database of its own on the configured server (made and dropped here), with everything that an
import does: reading, mapping, checking, finding customers, the rows that are bad, the checkpoints. Then the rows that came
of it are taken out as COPY text, the tables are emptied, and the same text is copied in as fast as PostgreSQL takes it:
same tables, same indexes, same constraints, one transaction. The ratio is what we pay for the checks.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
LISTEN = ROOT / "src" / "zhiyin" / "listen"

SETS = {
    "orders": (
        "orders",
        DATA / "online_retail" / "online_retail_to_2011-08.parquet",
        LISTEN / "orders" / "mappings" / "online_retail.yaml",
        ["customers_customer", "customers_identity", "orders_order", "orders_line", "imports_badrow"],
    ),
    "feedback": (
        "feedback",
        DATA / "online_shopping" / "online_shopping.csv.gz",
        LISTEN / "feedback" / "mappings" / "online_shopping.yaml",
        ["customers_customer", "customers_identity", "feedback_feedback", "imports_badrow"],
    ),
    "event_logs": (
        "event_logs",
        DATA / "event_logs" / "train_Helpdesk.xes.gz",
        ROOT / "src" / "zhiyin" / "resolve" / "cases" / "mappings" / "helpdesk_xes.yaml",
        ["customers_customer", "customers_identity", "cases_case", "timeline_entry", "imports_badrow"],
    ),
}


def measure(name: str) -> None:
    """Import one set, copy its rows again, print both."""
    from django.db import connection, transaction

    from zhiyin.kernel.imports.actions import run_import
    from zhiyin.kernel.people.actor import system

    target, path, mapping, tables = SETS[name]
    if not path.exists():
        print(f"{name}: {path} is not here, left out")
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    began = time.perf_counter()
    told = run_import(target, path, mapping, by=system("bench"), side_file=Path(os.devnull))
    ours = time.perf_counter() - began
    texts: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f"COPY (SELECT * FROM {table} ORDER BY id) TO STDOUT") as copy:
                texts[table] = b"".join(bytes(block) for block in copy)
            counts[table] = texts[table].count(b"\n")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("SELECT set_config('zhiyin.quiet', 'on', false)")
        cursor.execute("CHECKPOINT")
        began = time.perf_counter()
        with transaction.atomic():
            for table in tables:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(texts[table])
        raw = time.perf_counter() - began
    kept = sum(counts.values())
    print(f"{name}: {told.rows:,} rows of {path.name}: {told.good:,} good, {told.bad:,} bad; {dict(told.made)}")
    print(f"  rows in tables     {kept:>10,}   {', '.join(f'{table} {count:,}' for table, count in counts.items())}")
    print(
        f"  import             {ours:>9.2f}s   {told.rows / ours:>10,.0f} file rows/s {kept / ours:>10,.0f} table rows/s"
    )
    print(
        f"  raw COPY           {raw:>9.2f}s   {told.rows / raw:>10,.0f} file rows/s {kept / raw:>10,.0f} table rows/s"
    )
    print(f"  import / raw COPY  {raw / ours:>9.2f}")
    again = time.perf_counter()
    second = run_import(target, path, mapping, by=system("bench"), side_file=Path(os.devnull))
    print(f"  a second run made {sum(second.made.values())} rows in {time.perf_counter() - again:.2f}s", flush=True)


def main(names: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiyin.config.settings")
    import django
    import psycopg
    from django.conf import settings

    database = settings.DATABASES["default"]
    url = settings.DATABASE_URL
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from zhiyin.kernel.people.models import Unit

    for name in names:
        own = f"bench_imports_{os.getpid()}"
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{own}"')
        try:
            connection.close()
            database["NAME"] = connection.settings_dict["NAME"] = own
            call_command("migrate", verbosity=0, interactive=False)
            Unit.objects.create(name="Bench")
            measure(name)
        finally:
            connection.close()
            with psycopg.connect(url, autocommit=True) as admin:
                admin.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


if __name__ == "__main__":
    main(sys.argv[1:] or list(SETS))
