"""Other people's servers that the product works with, started for the tests."""
