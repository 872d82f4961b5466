"""People: sign-up, sign-in, roles with their scope, the learner's profile, ties between people."""
