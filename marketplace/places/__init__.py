"""Places and the other dictionaries: regions, sectors, skills, bands, stages, groups, kinds, levels."""
