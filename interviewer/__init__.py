"""An AI mock interviewer for NVIDIA roles that checks every number it hears."""

__version__ = "0.1.0"
