"""The texts that tools would print about an incident, one module to a family of tools."""
