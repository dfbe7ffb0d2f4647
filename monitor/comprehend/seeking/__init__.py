"""Full-text search as values: under which terms a text is found, and what a person looks for.

terms      a text -> the terms under which it is found
forms      a word -> the forms in which a text may write it
query      what a person typed -> words, phrases, alternatives, exclusions
places     where the words of a query stand in a text
marks      the names of whom and what an article is about, as terms
likeness   how much of one text stands in another
"""
