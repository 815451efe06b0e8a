"""PostgreSQL and a Redis-compatible server from their wheels, for development, demo and tests."""
