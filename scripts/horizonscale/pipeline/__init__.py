"""What the rules ask: steps, their digests, what is void, paths.

The Snakefile imports it before each run and job, so it imports nothing heavy.
"""
