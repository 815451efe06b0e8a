"""Python's collector leaves alone what the start has loaded: half a million objects that stay.

It would walk them all, again and again, on account of what the pages and the tests throw away.
"""

import gc


def pytest_collection_finish():
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
