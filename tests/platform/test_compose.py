"""Has docker-compose.yml the form that `docker compose` wants, and all that production needs?"""

import re
import shlex

import pytest
from django.conf import settings

from mirec.settings.environment import REQUIRED
from tests.platform.production import compose

APP = ("migrate", "web", "worker", "beat")
SERVICE_KEYS = {
    "build", "image", "restart", "init", "environment", "volumes", "command", "depends_on",
    "ports", "healthcheck", "stop_grace_period",
}  # fmt: skip
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}


@pytest.fixture(scope="module")
def services():
    return compose()["services"]


def test_the_services_are_those_of_the_production_path(services):
    assert set(services) == {*APP, "postgres", "redis"}


def test_every_service_has_only_keys_that_compose_knows(services):
    for name, service in services.items():
        assert set(service) <= SERVICE_KEYS, name
        assert ("build" in service) or ("image" in service), name


def test_commands_are_lists_of_words(services):
    for service in services.values():
        assert all(isinstance(word, str) for word in service.get("command", []))


def test_every_service_waits_for_services_that_exist_in_a_state_they_can_reach(services):
    for service in services.values():
        for other, wait in service.get("depends_on", {}).items():
            assert wait["condition"] in CONDITIONS
            if wait["condition"] == "service_healthy":
                assert services[other]["healthcheck"]["test"][0] == "CMD"
            if wait["condition"] == "service_completed_successfully":
                assert services[other]["restart"] == "no"


@pytest.mark.parametrize("name", APP)
def test_the_application_gets_every_required_variable(services, name):
    assert set(REQUIRED) <= set(services[name]["environment"])
    assert services[name]["environment"]["DJANGO_SETTINGS_MODULE"] == "mirec.settings.production"


def test_no_secret_is_written_in_the_file_and_none_has_a_default():
    text = (settings.BASE_DIR / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)(:\?)?\}", text))
    assert {name for name, _ in asked} >= {"SECRET_KEY", "FIELD_KEYS", "NISS_PEPPER"}
    assert all(mandatory for _, mandatory in asked)


def written(name: str) -> str:
    return (settings.BASE_DIR / name).read_text()


def test_the_example_environment_names_every_variable_that_the_file_asks_for():
    asked = set(re.findall(r"\$\{([A-Z_]+)", written("docker-compose.yml")))
    assert asked == set(re.findall(r"^([A-Z_]+)=", written(".env.example"), re.MULTILINE))


FIXED_BY_THE_IMAGE = {"STATIC_ROOT"}


@pytest.mark.parametrize("name", APP)
def test_every_optional_variable_can_be_set_and_is_absent_when_it_is_not(services, name):
    """Optional: whatever the production settings read with a default."""
    read = r'_env\.\w+\("([A-Z_]+)", default='
    optional = set(re.findall(read, written("mirec/settings/production.py"))) - FIXED_BY_THE_IMAGE
    passed_on = {key for key, value in services[name]["environment"].items() if value is None}
    assert passed_on == optional
    assert optional == set(re.findall(r"^#([A-Z_]+)=", written(".env.example"), re.MULTILINE))


def test_the_readme_tells_the_same_required_and_optional_variables(services):
    rows = re.findall(r"^\| (`[^|]+) \| (yes|no) \|", written("README.md"), re.MULTILINE)
    told = {name: need for names, need in rows for name in re.findall(r"`([A-Z_]+)`", names)}
    optional = {name for name, value in services["web"]["environment"].items() if value is None}
    assert {name for name, need in told.items() if need == "yes"} == set(REQUIRED)
    assert {name for name, need in told.items() if need == "no"} == optional | FIXED_BY_THE_IMAGE


def test_every_service_but_the_migration_says_whether_it_is_healthy(services):
    assert all("healthcheck" in services[name] for name in services if name != "migrate")


def test_every_volume_that_is_used_is_declared(services):
    used = {mount.split(":")[0] for s in services.values() for mount in s.get("volumes", [])}
    assert used == set(compose()["volumes"])


def test_web_is_published_to_the_proxy_of_this_machine_only(services):
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_the_image_installs_the_lock_with_its_hashes_and_does_not_run_as_root():
    lines = (settings.BASE_DIR / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    steps = [shlex.split(line, comments=True) for line in lines if line and line[0] != "#"]
    assert steps[0][0] == "FROM"
    assert ["USER", "mirec"] in steps
    assert any("--require-hashes" in step and "requirements/runtime.txt" in step for step in steps)
