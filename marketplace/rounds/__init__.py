"""Rounds: all who wait and all free places at once, solved with a proof, approved by a second person, in a ledger nobody can change."""
