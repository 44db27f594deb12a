"""`make bench`: one table. Each number stands beside the bare thing, measured in the same minute."""

from __future__ import annotations

import os
import subprocess
import sys

from bench import clocks, door, messages, pages, streams
from bench.house import opened


def main() -> None:
    """Measure everything, print the table, then what files come in at."""
    table: list[tuple[str, str, str]] = []
    with opened() as house:
        for measure in (messages.rows, door.rows, streams.rows, pages.rows, clocks.rows):
            print(f"  {measure.__module__} …", file=sys.stderr)
            table += measure(house)
        width = max(len(row[0]) for row in table)
        print(f"\nOn {os.cpu_count()} cores, the database durable, clients on the same machine:\n")
        for what, value, detail in table:
            print(f"{what:{width}}  {value:>14}  {detail}")
        print("\nFiles coming in, beside a raw COPY of the same rows:\n", flush=True)
        subprocess.run([sys.executable, "-W", "ignore", "bench/imports.py"], check=False)


if __name__ == "__main__":
    main()
