"""Articles with answers, and how much of them the reader finds: what `kg eval` prints."""
