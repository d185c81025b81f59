"""What runs by itself: the clock and the outbox."""
