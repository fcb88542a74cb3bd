"""Readers of files that people or the project bring: each says all that is wrong at once, or hands on plain values."""
