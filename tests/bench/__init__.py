"""Benchmarks: ``python -m tests.bench`` prints them all. They measure and assert nothing."""
