"""One file for each clause, named by its number: what its row of the clause tables asks to be shown."""
