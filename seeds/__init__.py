"""Seeds: dictionaries, the library's entries and the demo village, loaded through the actions."""
