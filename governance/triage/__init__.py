"""What the machine reads in a comment before a person does: it sorts, holds and explains, and decides nothing."""
