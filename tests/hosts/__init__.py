"""What the product says to other people's servers, and what it takes from them."""
