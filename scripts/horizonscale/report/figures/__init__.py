"""The figures of the report, one module each, named like its SVG."""
