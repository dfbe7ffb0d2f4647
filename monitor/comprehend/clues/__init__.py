"""What tells one affair from another besides its actors and topics: words, figures, copied passages."""
