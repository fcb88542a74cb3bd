"""Files that people take away to fill in: made from the same values that the pages show."""
