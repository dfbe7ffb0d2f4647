"""What readers say of alerts -> changes of a profile, as a person may read and apply them.

lessons    feedback and what is stored of it -> samples, wanted or not
suggest    ideas (what differs), more than chance would -> change (as values), the most useful first
amend      changes -> the profile's file with them in, each with its reasons
effect     what they would have done to the stored articles
"""
