"""What practice has brought: scores over sessions, and which topics are due again."""
