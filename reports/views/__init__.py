"""Pages of years and documents: get with the ownership check, form, verb, redirect."""
