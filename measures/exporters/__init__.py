"""Plans as workbooks that people take away, change and bring back."""
