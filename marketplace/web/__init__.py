"""The kit: knows Flask, knows no room."""
