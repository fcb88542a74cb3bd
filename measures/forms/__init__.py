"""Forms of measures, of what departments report of them, and of evidence."""
