"""People, municipalities and who may do what."""
