"""How fast files come in, beside a raw COPY of the same rows into the same tables.

    .venv/bin/python bench/imports.py [orders feedback event_logs]

Each set is imported into a database of its own on the configured server (made and dropped here), with everything that an
import does: reading, mapping, checking, finding customers, the rows that are bad, the checkpoints, the side file. Then the
rows that came of it are taken out as COPY text, the tables are emptied, and the same text is copied in as fast as
PostgreSQL takes it.

What is compared: the raw COPY writes the very same rows (the good ones, their customers, and the bad ones that are kept)
with the same identifiers, in the order of these, into the same tables with the same indexes, constraints and foreign keys,
which are checked at its commit; in one transaction, durably. It reads no file: its text stands in memory. So the ratio is
what reading and all the checks cost. Both begin with empty tables right after a checkpoint, in turns; the ratio is the
median of the rounds, since other work on the machine slows now the one, now the other.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

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


ROUNDS = 5


def measure(name: str) -> None:
    """Import one set and copy its rows again, in turns; print both."""
    from django.db import connection

    from zhiyin.kernel.imports.actions import run_import
    from zhiyin.kernel.imports.readers import reader_of
    from zhiyin.kernel.people.actor import system

    target, path, mapping, tables = SETS[name]
    if not path.exists():
        print(f"{name}: {path} is not here, left out")
        return
    reader_of(path, {})  # what reads it is loaded before the clock runs
    ours, raw, counts = [], [], {}
    for _round in range(ROUNDS):
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            cursor.execute("CHECKPOINT")
        began = time.perf_counter()
        told = run_import(target, path, mapping, by=system("bench"), side_file=Path(os.devnull))
        ours.append(time.perf_counter() - began)
        seconds, counts = copy_again(tables)
        raw.append(seconds)
    kept = sum(counts.values())
    print(f"{name}: {told.rows:,} rows of {path.name}: {told.good:,} good, {told.bad:,} bad; {dict(told.made)}")
    for reason, rows in told.reasons.most_common():
        print(f"  bad                {rows:>10,}   {words_of(reason)}")
    print(f"  rows in tables     {kept:>10,}   {', '.join(f'{table} {count:,}' for table, count in counts.items())}")
    for what, seconds in (("import", median(ours)), ("raw COPY", median(raw))):
        rates = f"{told.rows / seconds:>10,.0f} file rows/s {kept / seconds:>10,.0f} table rows/s"
        print(f"  {what:<17}  {seconds:>9.2f}s   {rates}")
    ratios = [theirs / mine for mine, theirs in zip(ours, raw, strict=True)]
    print(f"  import / raw COPY  {median(ratios):>9.2f}    of {ROUNDS} rounds: {min(ratios):.2f} to {max(ratios):.2f}")
    again = time.perf_counter()
    second = run_import(target, path, mapping, by=system("bench"), side_file=Path(os.devnull))
    print(f"  a second run made {sum(second.made.values())} rows in {time.perf_counter() - again:.2f}s", flush=True)


def copy_again(tables: list[str]) -> tuple[float, dict[str, int]]:
    """Take the rows out, empty the tables and copy the rows in again; seconds of this last, and rows by table."""
    from django.db import connection, transaction

    texts: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f"COPY (SELECT * FROM {table} ORDER BY id) TO STDOUT") as copy:
                texts[table] = b"".join(bytes(block) for block in copy)
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("SELECT set_config('zhiyin.quiet', 'on', false)")
        cursor.execute("CHECKPOINT")
        began = time.perf_counter()
        with transaction.atomic():
            for table in tables:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(texts[table])
    return time.perf_counter() - began, {table: text.count(b"\n") for table, text in texts.items()}


def words_of(reason: str) -> str:
    """The words of a reason, with blanks where each row has its own."""
    from django.utils.translation import override

    from zhiyin.kernel.imports.register import REASONS

    with override("en"):
        return str(REASONS[reason]) % defaultdict(lambda: "…")


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
