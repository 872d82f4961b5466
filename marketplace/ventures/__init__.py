"""Ventures: what became of people. Openings, follow-ups, jobs, closings."""
