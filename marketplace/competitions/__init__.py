"""Contests: entries, judging, ranking, and winners who enter the library."""
