"""Qihang: the web app. Who comes, what is stored, what is shown."""
