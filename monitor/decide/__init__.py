"""Analysis -> Verdict. Pure: nothing here reads a clock, a file or a text; it answers what to do, and why."""
