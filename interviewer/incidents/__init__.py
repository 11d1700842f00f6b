"""Incidents: a slow or broken job, its artefacts all from one simulated timeline, and judging."""
