"""What of a site can be subscribed to: `monitor sources add`.

scout        asks, politely: the address, what it declares and links, the usual places, sitemaps, the page itself
hints        where a page, its robots.txt and habit say that feeds are
candidates   what was found, as a person is shown it
"""
