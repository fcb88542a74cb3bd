"""Frameworks by year, scores, scoring and findings."""
