"""The whole annual report, chapter by chapter."""

from reporting.indicators import (
    after_hire,
    employment,
    followups,
    intake,
    journeys,
    support,
    training,
)
from reporting.indicators.shapes import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    intake.CHAPTER,
    support.CHAPTER,
    journeys.CHAPTER,
    employment.CHAPTER,
    training.CHAPTER,
    followups.CHAPTER,
    after_hire.CHAPTER,
)
