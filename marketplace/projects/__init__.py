"""The library: start-up projects that somebody could begin tomorrow."""
