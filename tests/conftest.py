"""The cast and the servers that every test may ask for."""

pytest_plugins = ["tests.servers"]
