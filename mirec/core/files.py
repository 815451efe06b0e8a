"""What may somebody hand over as a file, and how is it given back? One gate for every upload."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse

from mirec.core.models import StoredFile

MOST_BYTES = 10 * 1024 * 1024
SIGNS: dict[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "application/zip": (b"PK\x03\x04",),
}
"""How a file of each format begins: what it is called proves nothing."""
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}
SHOWN_IN_PAGE = {"application/pdf", "image/jpeg", "image/png"}
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.odt,.xlsx"
"""For the `accept` of a file field."""


def stored_fields(upload: UploadedFile) -> dict[str, Any]:
    """The fields of a `StoredFile`; raises ValidationError in French for what cannot be kept."""
    if not upload.size:
        raise ValidationError("Ce fichier est vide : choisissez-en un autre.")
    if upload.size > MOST_BYTES:
        raise ValidationError("Ce fichier dépasse 10 Mo : scannez-le en plus petit.")
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return {
        "file": upload,
        "name": upload.name[-200:],
        "media_type": media_type_of(upload),
        "size": upload.size,
        "sha256": digest.hexdigest(),
    }


def media_type_of(upload: UploadedFile) -> str:
    """Told by the first bytes; raises ValidationError for a format the house does not keep."""
    start = upload.read(16)
    upload.seek(0)
    found = next((kind for kind, signs in SIGNS.items() if start.startswith(signs)), "")
    if found == "application/zip":
        found = next(
            (kind for end, kind in OFFICE.items() if upload.name.lower().endswith(end)), ""
        )
    if not found:
        raise ValidationError(
            "Ce format n'est pas accepté : PDF, photo (JPEG, PNG), Word ou Excel."
        )
    return found


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """What was just made, to be saved under a name of ours (ASCII); kept by nobody on the way."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def served(stored: StoredFile) -> FileResponse:
    """The file under its own name: shown where a browser can do no harm with it, else saved."""
    if not stored.file.storage.exists(stored.file.name):
        raise Http404("Ce fichier n'existe plus.")
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=stored.media_type not in SHOWN_IN_PAGE,
        filename=stored.name,
        content_type=stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
