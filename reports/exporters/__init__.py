"""Files of open data."""
