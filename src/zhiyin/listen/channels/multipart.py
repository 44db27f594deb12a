"""A form with a file (multipart/form-data), as uploads want it. Pure."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f"\\]')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file under the name of its field in the form. Its own name goes as UTF-8, which all who take uploads expect."""

    field: str
    name: str
    content_type: str
    content: bytes


def form_of(fields: Mapping[str, str], upload: Upload) -> tuple[str, bytes]:
    """The Content-Type and the body of a form with these fields and one file."""
    boundary = f"zhiyin{secrets.token_hex(16)}"
    lines = []
    for name, value in fields.items():
        lines += [f"--{boundary}", f'Content-Disposition: form-data; name="{name}"', "", value]
    named = _NOT_IN_A_NAME.sub("_", upload.name) or "file"
    lines += [
        f"--{boundary}",
        f'Content-Disposition: form-data; name="{upload.field}"; filename="{named}"',
        f"Content-Type: {_NOT_IN_A_NAME.sub('', upload.content_type) or 'application/octet-stream'}",
        "",
        "",
    ]
    body = "\r\n".join(lines).encode() + upload.content + f"\r\n--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
