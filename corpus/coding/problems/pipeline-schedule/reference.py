def one_f_one_b(stages, micro_batches, forward, backward):
    orders = [order(stages, stage, micro_batches) for stage in range(stages)]
    done, clock, place = {}, [0] * stages, [0] * stages
    while any(place[s] < len(orders[s]) for s in range(stages)):
        for s in range(stages):
            while place[s] < len(orders[s]):
                kind, i = orders[s][place[s]]
                need = needed(kind, s, i, stages)
                if need and need not in done:
                    break
                clock[s] = max(clock[s], done.get(need, 0)) + (forward if kind == "F" else backward)
                done[kind, s, i] = clock[s]
                place[s] += 1
    makespan = max(clock)
    work = micro_batches * (forward + backward)
    return makespan, [makespan - work] * stages, [most_held(each) for each in orders]


def order(stages, stage, micro_batches):
    warm = min(stages - stage - 1, micro_batches)
    steps = [("F", i) for i in range(warm)]
    for i in range(micro_batches - warm):
        steps += [("F", warm + i), ("B", i)]
    return steps + [("B", i) for i in range(micro_batches - warm, micro_batches)]


def needed(kind, stage, i, stages):
    if kind == "F":
        return ("F", stage - 1, i) if stage else None
    return ("B", stage + 1, i) if stage < stages - 1 else ("F", stage, i)


def most_held(steps):
    held = most = 0
    for kind, _ in steps:
        held += 1 if kind == "F" else -1
        most = max(most, held)
    return most
