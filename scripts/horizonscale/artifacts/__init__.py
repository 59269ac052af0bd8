"""Files that runs leave: written whole or not at all, known again later."""
