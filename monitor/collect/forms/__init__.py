"""What a seed file may be, and what is read from each: text, Markdown, a saved page, PDF -> Contents."""
