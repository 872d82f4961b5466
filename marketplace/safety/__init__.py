"""Safety: reports with their evidence, the safeguarding officers' queue with its clock, measures and appeals, blocks."""
