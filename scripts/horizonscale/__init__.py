"""The library behind HorizonScale Genesis: streams, weights, fleet and audit."""
