"""Names compared by how they sound, across scripts."""
