"""Fails at plain."""

def one_f_one_b(stages, micro_batches, forward, backward):
    makespan = (micro_batches + stages - 1) * (forward + backward)
    idle = [s * (forward + backward) for s in range(stages)]
    return makespan, idle, [min(stages - s, micro_batches) for s in range(stages)]
