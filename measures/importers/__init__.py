"""Readers of plans that people bring as workbooks."""
