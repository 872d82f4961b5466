"""The front rooms: home, global search, "for me", own data, about."""
