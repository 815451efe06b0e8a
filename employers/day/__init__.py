"""« Ma prospection »: what waits for an answer of who follows employers and vacancies."""
