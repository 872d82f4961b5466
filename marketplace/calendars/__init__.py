"""The personal calendar: what comes up for a person, on a page and at a secret address that calendar programs read."""
