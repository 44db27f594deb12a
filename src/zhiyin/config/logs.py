"""structlog, loaded without rich.

It loads rich when that is installed (typer brings it), to colour what it prints for developers. We print JSON, and every
process would spend a fifth of a second on it.
"""

from __future__ import annotations

import sys
from typing import Any

_modules: dict[str, Any] = sys.modules
_hidden = "rich" not in _modules
if _hidden:
    _modules["rich"] = None  # what Python takes for "not installed"
import structlog  # noqa: E402

if _hidden:
    del _modules["rich"]

__all__ = ["structlog"]
