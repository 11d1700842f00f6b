"""The code round: problems to solve in an editor, run in a sandbox, judged on hidden cases."""
