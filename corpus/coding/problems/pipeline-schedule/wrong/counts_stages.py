"""Fails at plain."""

def one_f_one_b(stages, micro_batches, forward, backward):
    makespan = (micro_batches + stages) * (forward + backward)
    idle = [stages * (forward + backward)] * stages
    return makespan, idle, [min(stages - s, micro_batches) for s in range(stages)]
