def one_f_one_b(stages, micro_batches, forward, backward):
    """All ints above 0; gives (makespan, idle: a list, most_held: a list)."""
