"""Compute-optimal training: model size, tokens and loss for a budget."""

from math import sqrt

from tools.calculator import calculator
from tools.figures import figure, plain
from tools.result import Result

# The parametric fit of Hoffmann et al. 2022, equation 10.
IRREDUCIBLE, SIZE_SCALE, SIZE_POWER, DATA_SCALE, DATA_POWER = 1.69, 406.4, 0.34, 410.7, 0.28


@calculator(
    "chinchilla",
    topic="chinchilla",
    unit="parameters",
    formula="√(C / (6 × 20))",
    sources=("hoffmann2022",),
    example={"total_flops": 5.76e23},
    expected=69.28e9,
)
def chinchilla_params(*, total_flops: float, tokens_per_param: float = 20) -> Result:
    """Compute-optimal parameters for a budget; tokens beside them.

    N = √(C/(6r)), D = rN with r = 20 tokens per parameter: √(C/120). Hoffmann 2022.
    """
    params = sqrt(total_flops / (6 * tokens_per_param))
    tokens = tokens_per_param * params
    return Result(
        value=params,
        assumptions=("C = 6ND", f"{plain(tokens_per_param)} tokens per parameter"),
        steps=(
            f"{figure(total_flops, 'FLOP')} / (6 × {plain(tokens_per_param)})"
            f" = {figure(total_flops / (6 * tokens_per_param))}",
            f"square root = {plain(params / 1e9)} billion parameters",
            f"× {plain(tokens_per_param)} = {plain(tokens / 1e9)} billion tokens",
        ),
        parts={"training_tokens": tokens},
    )


@calculator(
    "chinchilla-tokens",
    topic="chinchilla",
    unit="tokens",
    formula="20 × N",
    sources=("hoffmann2022",),
    example={"params": 70e9},
    expected=1.4e12,
)
def chinchilla_tokens(*, params: float, tokens_per_param: float = 20) -> Result:
    """Compute-optimal training tokens for a model size; FLOPs beside them.

    D = 20N, C = 6ND = 120N². Models meant for much inference are trained on far more (Llama 3 8B:
    1,875 tokens per parameter). Hoffmann 2022.
    """
    tokens = tokens_per_param * params
    flops = 6 * params * tokens
    return Result(
        value=tokens,
        assumptions=("training compute alone is minimised",),
        steps=(
            f"{plain(tokens_per_param)} × {plain(params / 1e9)} billion parameters"
            f" = {plain(tokens / 1e12)} trillion tokens",
            f"6 × N × D = {figure(flops, 'FLOP')}",
        ),
        parts={"total_flops": flops},
    )


@calculator(
    "chinchilla-loss",
    topic="chinchilla",
    unit="nat/token",
    formula="1.69 + 406.4 / N^0.34 + 410.7 / D^0.28",
    sources=("hoffmann2022",),
    example={"params": 70e9, "training_tokens": 1.4e12},
    expected=1.9367,
)
def chinchilla_loss(*, params: float, training_tokens: float) -> Result:
    """Pre-training loss that the Chinchilla fit expects.

    1.69 + 406.4/N^0.34 + 410.7/D^0.28 nats per token, on its own data and tokenizer.
    Hoffmann 2022, equation 10.
    """
    size = SIZE_SCALE / params**SIZE_POWER
    data = DATA_SCALE / training_tokens**DATA_POWER
    loss = IRREDUCIBLE + size + data
    return Result(
        value=loss,
        assumptions=("the fit's data and tokenizer", "one epoch"),
        steps=(
            f"{IRREDUCIBLE} + {plain(size)} for {figure(params)} parameters"
            f" + {plain(data)} for {figure(training_tokens)} tokens = {plain(loss)}",
        ),
        parts={"size_term": size, "data_term": data, "tokens_per_param": training_tokens / params},
    )
