"""What a candidate takes home: scores with quotes, votes, and what to do next."""
