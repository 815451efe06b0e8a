"""« Ma journée »: what waits for an answer, from the most to the least risky."""
