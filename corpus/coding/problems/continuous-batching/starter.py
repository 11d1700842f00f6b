def schedule(requests, slots, kv_tokens):
    """requests: (arrival, prompt, output) each; gives (first, finished), two lists of steps."""
