"""Fails at backward-longer."""

def one_f_one_b(stages, micro_batches, forward, backward):
    makespan = (micro_batches + stages - 1) * 2 * forward
    idle = [(stages - 1) * 2 * forward] * stages
    return makespan, idle, [min(stages - s, micro_batches) for s in range(stages)]
