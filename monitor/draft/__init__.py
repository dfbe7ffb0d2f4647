"""Seeds -> profile: what a careful reader would put on watch after reading these articles, and why."""
