import numpy as np


def stream_attention(q, blocks):
    top, total = -np.inf, 0.0
    output = np.zeros(blocks[0][1].shape[1])
    for k, v in blocks:
        if not len(k):
            continue
        scores = k @ q
        new = max(top, scores.max())
        weights, kept = np.exp(scores - new), np.exp(top - new)
        output = output * kept + weights @ v
        total = total * kept + weights.sum()
        top = new
    return output / total, float(top), float(total)
