"""The cast and the servers that every test may ask for."""

pytest_plugins = [
    "tests.cast",
    "tests.garbage",
    "tests.servers",
    "tests.reference_rows",
    "tests.network",
    "tests.template_variables",
    "tests.workers",
    "tests.browsers",
]
