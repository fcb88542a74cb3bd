"""Pages of measures: get with the ownership check, form, verb, redirect."""
