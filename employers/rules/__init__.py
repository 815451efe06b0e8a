from employers.rules.insertion import Contract, Duration, Milestone, milestone

__all__ = ["Contract", "Duration", "Milestone", "milestone"]
