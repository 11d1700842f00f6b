"""Drawings: the geometry of a chart, on a terminal and as SVG."""
