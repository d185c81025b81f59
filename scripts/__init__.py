"""What builds, starts and measures the product; nothing here is imported by it."""
