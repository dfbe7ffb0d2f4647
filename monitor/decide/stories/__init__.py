"""Which articles tell one affair: what they are compared by, how alike two are, which stories come into question."""
