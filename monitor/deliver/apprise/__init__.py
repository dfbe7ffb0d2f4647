"""Any other service, through the library Apprise (the extra `apprise`).

fitting   a document in the form that the service reads, cut to its limit
notify    one call of the library, and what it says of it
channel   both of them, in a thread of their own
"""
