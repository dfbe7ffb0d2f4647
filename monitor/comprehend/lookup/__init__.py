"""All that is listed, found in one walk over a text, in any of its forms."""
