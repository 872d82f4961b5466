"""Training: providers, the course catalogue, dated classes, enrolments and their results."""
