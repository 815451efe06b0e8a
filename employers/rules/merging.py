"""What two records of one enterprise may say otherwise: one choice for each line."""

CHOICES = (
    ("name",),
    ("bce",),
    ("nace",),
    ("sector",),
    ("street", "locality"),
    ("phone",),
    ("email",),
    ("prospector",),
)
"""Fields of an employer; those of a line are taken together."""
