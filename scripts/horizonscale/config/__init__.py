"""From files and arguments to typed, frozen settings, or a clear refusal."""
