"""Anthropic and servers that speak its protocol."""
