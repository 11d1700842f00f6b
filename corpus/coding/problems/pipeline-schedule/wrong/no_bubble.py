"""Fails at plain."""

def one_f_one_b(stages, micro_batches, forward, backward):
    makespan = micro_batches * (forward + backward)
    return makespan, [0] * stages, [min(stages - s, micro_batches) for s in range(stages)]
