"""Energy: of a token, of a run, and per operation."""

from tools.calculator import calculator
from tools.figures import figure, plain
from tools.result import Result

JOULES_PER_KWH = 3.6e6

MILLION = 1e6


@calculator(
    "energy-per-token",
    topic="energy",
    unit="J",
    formula="n × W × PUE / (tok/s)",
    sources=("derived",),
    example={"device_power_w": 700, "devices": 8, "tokens_per_s": 2500},
    expected=2.24,
)
def energy_per_token_joules(
    *, device_power_w: float, tokens_per_s: float, devices: int = 1, pue: float = 1
) -> Result:
    """Energy of one token, in joules; kWh per million tokens in `parts`.

    n · W · PUE / (tok/s). 1 J per token is 0.278 kWh per million (10⁶/3.6·10⁶).
    """
    power = devices * device_power_w * pue
    joules = power / tokens_per_s
    per_million = joules * MILLION / JOULES_PER_KWH
    return Result(
        value=joules,
        assumptions=("drawn power, not the limit, if known", "host power only within PUE"),
        steps=(
            f"{devices} × {figure(device_power_w, 'W')} × PUE {plain(pue)} = {figure(power, 'W')}",
            f"over {plain(tokens_per_s)} tokens/s = {figure(joules, 'J')} per token",
            f"× 10⁶ / 3.6 MJ per kWh = {plain(per_million)} kWh per million tokens",
        ),
        parts={"kwh_per_million_tokens": per_million, "tokens_per_joule": 1 / joules},
    )


@calculator(
    "energy",
    topic="energy",
    unit="J",
    formula="n × W × PUE × time",
    sources=("derived",),
    example={"device_power_w": 700, "devices": 16_384, "seconds": 54 * 86_400, "pue": 1.1},
    expected=700 * 16_384 * 1.1 * 54 * 86_400,
)
def energy_joules(
    *,
    device_power_w: float,
    seconds: float,
    devices: int = 1,
    pue: float = 1,
    price_per_kwh: float = 0,
) -> Result:
    """Energy of a run, in joules; kWh and its cost in `parts`.

    n · W · PUE · time. PUE is the facility's power over that of the machines.
    """
    power = devices * device_power_w * pue
    joules = power * seconds
    kwh = joules / JOULES_PER_KWH
    return Result(
        value=joules,
        assumptions=("constant power",),
        steps=(
            f"{devices:,} × {figure(device_power_w, 'W')} × PUE {plain(pue)}"
            f" = {figure(power, 'W')}",
            f"for {figure(seconds, 's')} = {figure(joules, 'J')} = {figure(kwh)} kWh",
        ),
        parts={"kwh": kwh, "power_w": power, "cost": kwh * price_per_kwh},
    )


@calculator(
    "flops-per-watt",
    topic="energy",
    unit="FLOP/J",
    formula="P / W",
    sources=("derived",),
    example={"peak_flops_dense": 989e12, "device_power_w": 700},
    expected=1.413e12,
)
def flops_per_watt(*, peak_flops_dense: float, device_power_w: float) -> Result:
    """FLOP/s per watt, which is FLOP per joule.

    P/W, at the dense peak and the power limit unless measured values are given.
    """
    efficiency = peak_flops_dense / device_power_w
    return Result(
        value=efficiency,
        assumptions=("dense peak at the power limit; both are rarely met together",),
        steps=(
            f"{figure(peak_flops_dense, 'FLOP/s')} over {figure(device_power_w, 'W')}"
            f" = {plain(efficiency / 1e9)} GFLOP per joule",
        ),
    )
