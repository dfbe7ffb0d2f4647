"""The world -> Article: addresses, fetching, feeds, pages, and the processes that read them."""
