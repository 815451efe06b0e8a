"""How do photos of a paper become one PDF? Turned upright, made light, and with nothing else.

Each photo is read and written anew: where it was taken, with what and when stays out.
"""

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from mirec.core.files import MOST_BYTES, media_type_of, stored_fields

DOTS_PER_INCH = 170
A4_DOTS = (1403, 1984)
"""An A4 sheet at that resolution: a page is never larger, and its small print stays legible."""
MOST_DOTS = 80_000_000
MOST_PHOTOS = 8
QUALITY = 80
PHOTOS = {"image/jpeg", "image/png"}
UNREADABLE = "Cette photo ne s'ouvre pas : prenez-la à nouveau."
TOO_LARGE = "Cette photo est trop grande : prenez-la en plus petit."
MIXED = "Envoyez des photos, ou un seul PDF."
TOO_MANY = f"Huit photos à la fois au plus : envoyez le reste après ({MOST_PHOTOS} pages)."


def paper_fields(uploads: Sequence[UploadedFile], name: str) -> dict[str, Any]:
    """The fields of a `StoredFile` called `name`, always a PDF. Raises ValidationError."""
    kinds = [media_type_of(upload) for upload in uploads]
    if kinds == ["application/pdf"]:
        return stored_fields(uploads[0]) | {"name": name}
    if not set(kinds) <= PHOTOS:
        raise ValidationError(MIXED)
    if len(uploads) > MOST_PHOTOS:
        raise ValidationError(TOO_MANY)
    content = pdf_of([_page(upload) for upload in uploads])
    return {
        "file": ContentFile(content, name),
        "name": name,
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def pdf_of(pages: Sequence[Image.Image]) -> bytes:
    buffer = io.BytesIO()
    pages[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=DOTS_PER_INCH,
        quality=QUALITY,
    )
    return buffer.getvalue()


def _page(upload: UploadedFile) -> Image.Image:
    """The photo alone: upright, on white, no larger than a sheet."""
    if upload.size > MOST_BYTES:
        raise ValidationError(TOO_LARGE)
    try:
        with Image.open(upload, formats=["JPEG", "PNG"]) as photo:
            if photo.width * photo.height > MOST_DOTS:
                raise ValidationError(TOO_LARGE)
            photo.draft("RGB", (max(A4_DOTS), max(A4_DOTS)))
            upright = ImageOps.exif_transpose(photo).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise ValidationError(TOO_LARGE) from bomb
    except (OSError, SyntaxError, ValueError) as broken:
        raise ValidationError(UNREADABLE) from broken
    sheet = A4_DOTS if upright.width <= upright.height else A4_DOTS[::-1]
    upright.thumbnail(sheet)
    page = Image.new("RGB", upright.size, "white")
    page.paste(upright, mask=upright.getchannel("A"))
    return page
