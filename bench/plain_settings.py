"""The product's settings with one page alone; with `BENCH_BARE`, Django with that page and nothing else."""

import os

from zhiyin.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.plain"
if os.environ.get("BENCH_BARE"):
    MIDDLEWARE = []
    INSTALLED_APPS = []
