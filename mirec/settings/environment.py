"""Is the environment complete? If not, one French sentence says what is missing."""

from collections.abc import Mapping, Sequence

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from environ import Env

env = Env()

REQUIRED = {
    "DATABASE_URL": "l'adresse de PostgreSQL, postgres://compte:secret@hote:5432/base",
    "REDIS_URL": "l'adresse de Redis ou de Valkey, redis://hote:6379",
    "SECRET_KEY": "le secret de Django, 50 caractères ou plus",
    "FIELD_KEYS": "les clés Fernet qui chiffrent le NISS, séparées par des virgules",
    "NISS_PEPPER": "le secret de l'empreinte du NISS, 20 caractères ou plus",
    "ALLOWED_HOSTS": "les noms du site, séparés par des virgules",
    "EMAIL_URL": "le serveur d'envoi des courriels, smtp+tls://compte:secret@hote:587",
    "DEFAULT_FROM_EMAIL": "l'adresse d'expédition des courriels",
    "MEDIA_ROOT": "le dossier des documents et des rapports",
}
SECRET_KEY_MIN = 50
PEPPER_MIN = 20


def refuse_missing(required: Mapping[str, str]) -> None:
    missing = [f"{name} ({what})" for name, what in required.items() if not env.str(name, "")]
    if missing:
        raise ImproperlyConfigured(
            f"MIREC ne démarre pas : il manque à l'environnement {' ; '.join(missing)}. "
            "Voyez « Variables d'environnement » dans README.md."
        )


def refuse_bad_values(
    secret_key: str, field_keys: Sequence[str], pepper: str, hosts: Sequence[str]
) -> None:
    """Secrets too short to protect anything, keys that are no keys, a site that is any site."""
    faults = []
    if len(secret_key) < SECRET_KEY_MIN:
        faults.append(f"SECRET_KEY a moins de {SECRET_KEY_MIN} caractères")
    if len(pepper) < PEPPER_MIN:
        faults.append(f"NISS_PEPPER a moins de {PEPPER_MIN} caractères")
    if not all(map(is_fernet_key, field_keys)):
        faults.append("FIELD_KEYS contient une clé qui n'est pas une clé Fernet")
    if "*" in hosts:
        faults.append("ALLOWED_HOSTS contient « * », or il doit nommer le site")
    if faults:
        raise ImproperlyConfigured(f"MIREC ne démarre pas : {' ; '.join(faults)}.")


def is_fernet_key(key: str) -> bool:
    try:
        return bool(Fernet(key))
    except ValueError:
        return False
