"""The version of the workflow, stated here and nowhere else."""

VERSION = "0.2.0"
