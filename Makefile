# MIREC: `make demo` shows it, `make test` proves it. See README.md.
PYTHON ?= python3
VENV := .venv/bin
WORKERS ?= $(shell [ "$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" -ge 4 ] && echo 4 || echo 2)
PREPARE = command -v $(PYTHON) >/dev/null || { echo "Il manque « $(PYTHON) ». Debian, Ubuntu :\
 apt-get update && apt-get install -y python3 python3-venv    macOS : brew install python"; exit 1; };\
 $(PYTHON) -I mirec/embedded/prepare.py
export PORT

# A complete environment of no real site, to check the production settings with.
EXAMPLE = env DJANGO_SETTINGS_MODULE=mirec.settings.production \
	DATABASE_URL=postgres://mirec:x@localhost/mirec REDIS_URL=redis://localhost:6379 \
	SECRET_KEY=check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ \
	FIELD_KEYS=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= \
	NISS_PEPPER=check-only-0123456789 ALLOWED_HOSTS=mirec.example.be \
	EMAIL_URL=smtp://localhost:25 DEFAULT_FROM_EMAIL=mirec@example.be MEDIA_ROOT=/srv/media

.PHONY: demo demo-reset test lint lock help

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

demo: ## Start everything on http://127.0.0.1:8000 (PORT=8123 make demo for another port)
	@$(PREPARE) demo
	@$(VENV)/python -m mirec.embedded.demo run

demo-reset: ## Erase the demo's data: the next `make demo` starts over
	@$(PREPARE) demo
	@$(VENV)/python -m mirec.embedded.demo reset

test: ## The whole suite on real servers (ARGS="-k niss" for a part)
	@$(PREPARE) test
	@$(VENV)/python -m pytest -n $(WORKERS) $(ARGS)

lint: ## Style, templates, layers, migrations, production settings
	@$(PREPARE) test
	$(VENV)/python -m ruff check .
	$(VENV)/python -m ruff format --check .
	$(VENV)/python -m djlint templates --lint --quiet
	$(VENV)/lint-imports --no-cache
	$(VENV)/python manage.py makemigrations --check --dry-run
	$(EXAMPLE) $(VENV)/python manage.py check --deploy --fail-level WARNING

lock: ## Write requirements/*.txt again from pyproject.toml
	@$(PREPARE) test
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/uv pip compile -q $(UPGRADE) --universal \
		--generate-hashes --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/uv pip compile -q $(UPGRADE) --universal \
		--generate-hashes --python-version 3.11 --group pyproject.toml:dev pyproject.toml \
		-c requirements/runtime.txt -o requirements/dev.txt
