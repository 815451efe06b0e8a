# The image of web, worker and beat (docker-compose.yml).
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/mirec

COPY requirements/runtime.txt requirements/runtime.txt
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/runtime.txt

COPY . .
# Collecting static files needs no secret: these settings never leave this line.
RUN DJANGO_SETTINGS_MODULE=mirec.settings.collect python manage.py collectstatic --noinput \
    && useradd --system --create-home mirec \
    && install -d -o mirec -g mirec /srv/media /srv/beat

USER mirec
ENV DJANGO_SETTINGS_MODULE=mirec.settings.production
EXPOSE 8000
CMD ["gunicorn", "mirec.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--timeout", "120", "--no-control-socket"]
