"""Fails at fewer-than-stages."""

def one_f_one_b(stages, micro_batches, forward, backward):
    makespan = (micro_batches + stages - 1) * (forward + backward)
    return makespan, [(stages - 1) * (forward + backward)] * stages, [stages - s for s in range(stages)]
