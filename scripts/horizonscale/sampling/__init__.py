"""Random-access streams, exact weights, and choices that follow from them."""
