"""Pages of scores and findings: get with the ownership check, form, verb, redirect."""
