"""Mentoring: mentors, requests, mentorships, and the one door to ``matching``."""
