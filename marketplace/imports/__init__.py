"""Spreadsheets in and out: one way for the whole house. A file is looked at, shown, and only then written."""
