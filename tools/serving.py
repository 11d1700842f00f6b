"""Serving: latency of a request, throughput, replicas and goodput."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result
from tools.rounding import ceiling


@calculator(
    "request-latency",
    topic="latency",
    unit="s",
    formula="TTFT + (n - 1) × ITL",
    sources=("nvidia-nim-benchmarking",),
    example={
        "prefill_s": 0.2,
        "queue_s": 0.05,
        "inter_token_latency_s": 0.025,
        "output_tokens": 101,
    },
    expected=2.75,
)
def request_latency_seconds(
    *,
    prefill_s: float,
    inter_token_latency_s: float,
    output_tokens: int,
    queue_s: float = 0,
    network_s: float = 0,
) -> Result:
    """End-to-end latency of a request: time to first token plus the later tokens.

    TTFT + (n - 1)·ITL, TTFT = queue + prefill + network; prefill yields the first token.
    NVIDIA inference benchmarking guide.
    """
    first = queue_s + prefill_s + network_s
    later = (output_tokens - 1) * inter_token_latency_s
    total = first + later
    return Result(
        value=total,
        assumptions=("steady inter-token latency", "the first token comes out of prefill"),
        steps=(
            f"time to first token {figure(queue_s, 's')} queue + {figure(prefill_s, 's')} prefill"
            f" + {figure(network_s, 's')} network = {figure(first, 's')}",
            f"{output_tokens - 1:,} more tokens × {figure(inter_token_latency_s, 's')}"
            f" = {figure(later, 's')}",
            f"total {figure(total, 's')}",
        ),
        parts={
            "time_to_first_token_s": first,
            "output_tokens_per_s": output_tokens / total,
        },
    )


@calculator(
    "serving-throughput",
    topic="throughput",
    unit="tokens/s",
    formula="batch × n / (n × ITL + batch × prefill)",
    sources=("scaling-book-7",),
    example={
        "batch": 32,
        "inter_token_latency_s": 0.02,
        "output_tokens": 500,
        "prefill_s": 0.1,
    },
    expected=32 * 500 / (500 * 0.02 + 32 * 0.1),
)
def serving_tokens_per_s(
    *, batch: int, inter_token_latency_s: float, output_tokens: int = 1, prefill_s: float = 0
) -> Result:
    """Output tokens per second of one replica, with prefills taking turns with decode.

    batch·n/(n·ITL + batch·prefill); batch/ITL if prefill is left out or disaggregated.
    Scaling book ch. 7.
    """
    decode = output_tokens * inter_token_latency_s
    cycle = decode + batch * prefill_s
    rate = batch * output_tokens / cycle
    return Result(
        value=rate,
        assumptions=("batch always full", "a prefill stops decoding while it runs"),
        steps=(
            f"{many(batch, 'sequence')}"
            f" × {many(output_tokens, 'token')} in {figure(decode, 's')} of decode"
            f" + {figure(batch * prefill_s, 's')} of prefill",
            f"= {plain(rate)} tokens/s, {plain(rate / output_tokens)} requests/s",
        ),
        parts={
            "requests_per_s": rate / output_tokens,
            "tokens_per_s_per_sequence": rate / batch,
            "decode_share_of_time": decode / cycle,
        },
    )


@calculator(
    "replicas-needed",
    topic="throughput",
    unit="replicas",
    formula="⌈λ × tokens / (tokens/s × utilisation)⌉",
    sources=("derived",),
    example={"requests_per_s": 50, "output_tokens": 300, "tokens_per_s_per_replica": 4000},
    expected=4,
)
def replicas_needed(
    *,
    requests_per_s: float,
    output_tokens: int,
    tokens_per_s_per_replica: float,
    utilisation: float = 1,
) -> Result:
    """Replicas that a load of requests needs.

    ⌈rate · tokens per request / (tokens/s per replica · utilisation)⌉; plan with a utilisation
    below 1, since queues grow without bound at 1.
    """
    demand = requests_per_s * output_tokens
    replicas = ceiling(demand / (tokens_per_s_per_replica * utilisation))
    return Result(
        value=replicas,
        assumptions=("steady load",),
        steps=(
            f"{plain(requests_per_s)} requests/s × {plain(output_tokens)} tokens"
            f" = {plain(demand)} tokens/s",
            f"over {plain(tokens_per_s_per_replica)} tokens/s × {percent(utilisation)}"
            f" = {many(replicas, 'replica')}",
        ),
        parts={"demand_tokens_per_s": demand},
    )


@calculator(
    "request-goodput",
    topic="throughput",
    unit="requests/s",
    formula="rate × share within objectives / n",
    sources=("distserve2024",),
    example={"requests_per_s": 12, "share_within_slo": 0.9, "devices": 4},
    expected=2.7,
)
def request_goodput(*, requests_per_s: float, share_within_slo: float, devices: int = 1) -> Result:
    """Requests per second and device that meet their latency targets.

    rate · share within the objectives / n. Throughput that misses its objectives does not count.
    DistServe.
    """
    goodput = requests_per_s * share_within_slo / devices
    return Result(
        value=goodput,
        assumptions=("both TTFT and ITL objectives met",),
        steps=(
            f"{plain(requests_per_s)} requests/s × {percent(share_within_slo)} over {devices}"
            f" devices = {plain(goodput)} good requests/s each",
        ),
    )
