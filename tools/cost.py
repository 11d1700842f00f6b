"""Cost: of tokens, of runs, of ownership."""

from tools.calculator import calculator
from tools.figures import figure, percent, plain
from tools.result import Result

HOUR_SECONDS = 3_600

YEAR_HOURS = 8_760

MILLION = 1e6


@calculator(
    "cost-per-million-tokens",
    topic="cost",
    unit="currency/Mtok",
    formula="n × price / 3600 / (tok/s × utilisation) × 1e6",
    sources=("derived",),
    example={"device_price_per_hour": 2, "devices": 8, "tokens_per_s": 3000},
    expected=1.4815,
)
def cost_per_million_tokens(
    *, device_price_per_hour: float, devices: int, tokens_per_s: float, utilisation: float = 1
) -> Result:
    """Cost of a million tokens from the devices' hourly price and their joint throughput.

    n · price / 3600 / (tok/s · utilisation) · 10⁶. Throughput of all n devices together.
    """
    per_hour = devices * device_price_per_hour
    tokens = tokens_per_s * utilisation * HOUR_SECONDS
    cost = per_hour / tokens * MILLION
    return Result(
        value=cost,
        assumptions=("all devices are paid for all the time",),
        steps=(
            f"{devices} × {plain(device_price_per_hour)} = {plain(per_hour)} per hour",
            f"{plain(tokens_per_s)} tokens/s × {percent(utilisation)} = {figure(tokens)}"
            " tokens per hour",
            f"= {plain(cost)} per million tokens",
        ),
        parts={"cost_per_token": cost / MILLION, "cost_per_hour": per_hour},
    )


@calculator(
    "compute-cost",
    topic="cost",
    unit="currency",
    formula="device-hours × price",
    sources=("deepseek-v3",),
    example={"device_hours": 2.788e6, "device_price_per_hour": 2},
    expected=5.576e6,
)
def compute_cost(*, device_hours: float, device_price_per_hour: float) -> Result:
    """Cost of a number of device-hours: a training run, a batch job.

    hours · price. DeepSeek-V3's 2.788M H800-hours at $2 are $5.576M, the final run only.
    """
    cost = device_hours * device_price_per_hour
    return Result(
        value=cost,
        assumptions=("failed and exploratory runs not included",),
        steps=(
            f"{figure(device_hours)} device-hours × {plain(device_price_per_hour)}"
            f" = {figure(cost)}",
        ),
    )


@calculator(
    "tco",
    topic="cost",
    unit="currency/h",
    formula="(price × (1 + overhead) / hours + kW × PUE × price per kWh) / utilisation",
    sources=("derived",),
    example={
        "device_price": 30_000,
        "lifetime_years": 4,
        "device_power_w": 700,
        "pue": 1.3,
        "price_per_kwh": 0.1,
        "overhead_share": 0.5,
        "utilisation": 0.7,
    },
    expected=(30_000 * 1.5 / 35_040 + 0.091) / 0.7,
)
def ownership_cost_per_hour(
    *,
    device_price: float,
    lifetime_years: float,
    device_power_w: float,
    price_per_kwh: float,
    pue: float = 1,
    overhead_share: float = 0,
    utilisation: float = 1,
) -> Result:
    """Total cost of ownership of one device per useful hour.

    (price(1 + overhead)/hours of life + kW · PUE · price per kWh)/utilisation; overhead is the
    share for host, network, hosting and staff. Straight-line, no interest or resale value.
    """
    capital = device_price * (1 + overhead_share) / (lifetime_years * YEAR_HOURS)
    energy = device_power_w / 1000 * pue * price_per_kwh
    total = (capital + energy) / utilisation
    return Result(
        value=total,
        assumptions=("straight-line depreciation", "full power all the time"),
        steps=(
            f"{plain(device_price)} × {plain(1 + overhead_share)} over {plain(lifetime_years)}"
            f" years of 8,760 h = {plain(capital)} per hour",
            f"energy {plain(device_power_w / 1000)} kW × {plain(pue)} × {plain(price_per_kwh)}"
            f" = {plain(energy)} per hour",
            f"over a utilisation of {percent(utilisation)} = {plain(total)} per useful hour",
        ),
        parts={
            "capital_per_hour": capital,
            "energy_per_hour": energy,
            "energy_share": energy / (capital + energy),
        },
    )


@calculator(
    "flops-per-currency",
    topic="cost",
    unit="FLOP/currency",
    formula="P × MFU × 3600 / price",
    sources=("scaling-book-1",),
    example={"peak_flops_dense": 989e12, "device_price_per_hour": 2},
    expected=989e12 * 1800,
)
def flops_per_currency(
    *, peak_flops_dense: float, device_price_per_hour: float, mfu: float = 1
) -> Result:
    """FLOPs that one unit of currency buys.

    P · MFU · 3600 / price per hour: (FLOP/s)/($/h) alone is too small by 3,600.
    """
    flops = peak_flops_dense * mfu * HOUR_SECONDS / device_price_per_hour
    return Result(
        value=flops,
        assumptions=("dense peak",),
        steps=(
            f"{figure(peak_flops_dense, 'FLOP/s')} × {percent(mfu)} × 3,600 s over"
            f" {plain(device_price_per_hour)} per hour = {figure(flops, 'FLOP')}",
        ),
    )
