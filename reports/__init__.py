"""Documents, their renderers and the jobs that make them."""
