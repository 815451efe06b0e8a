"""The law of eligibility as pure functions and tables: no database, no clock."""
