"""Builders of documents. Each module makes the content of one kind; `registry` lists them."""
