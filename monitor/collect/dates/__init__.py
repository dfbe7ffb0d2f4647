"""Dates as the world writes them -> instants.

text -> digits, marks -> clock and zone (zones, words) -> day, month, year (words, calendars) -> Moment -> instant
"""
