"""The steps of an interview: what each node of the graph does, and what to do next."""
