"""A feed's bytes -> its entries.

bytes -> text (encoding) -> xml (mend; direct < usual, else feedparser) or jsonfeed -> RawFeed, with its wishes
      -> chronology (dates) -> the newest 500 -> fields (texts, links) -> identity -> ParsedFeed
"""
