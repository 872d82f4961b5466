"""Notifications: the house's one way to tell somebody something, in the app and by mail."""
