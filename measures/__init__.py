"""Measures that answer the findings, with their steps."""
