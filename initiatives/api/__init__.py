"""Reports, sections, initiatives and themes in the API: ``shapes`` declares them, ``resources`` answers."""
