"""Indicators: the programme, its targets, and the figures with their definitions."""
