"""The vocabulary of inputs: what each name means, its unit and its range, once for all calculators.

An input keeps its meaning wherever it occurs, so a caller who knows `kv_heads` in one calculator
knows it in all. Grouped by range, then by unit.
"""

from typing import NamedTuple

# Far above any physical quantity here, and low enough that a few factors stay finite.
LARGEST = 1e30


class Field(NamedTuple):
    """Meaning, unit and range of an input; flags and choices use the meaning only."""

    meaning: str
    unit: str = ""
    low: float = 0
    high: float = LARGEST
    above_low: bool = False

    def holds(self, value: float) -> bool:
        """Whether a number lies in the range; false for NaN."""
        return (self.low < value if self.above_low else self.low <= value) and value <= self.high

    @property
    def range(self) -> str:
        """The range in words."""
        lower = f"above {self.low:g}" if self.above_low else f"of at least {self.low:g}"
        return lower if self.high == LARGEST else f"{lower} and at most {self.high:g}"

    @property
    def description(self) -> str:
        """Meaning with the unit."""
        return f"{self.meaning} ({self.unit})" if self.unit else self.meaning

    @property
    def bounds(self) -> dict[str, float]:
        """The range in the words of JSON Schema."""
        lower = {"exclusiveMinimum" if self.above_low else "minimum": self.low}
        return lower | {"maximum": self.high}


def _above_zero(unit: str, **meanings: str) -> dict[str, Field]:
    return {k: Field(meaning, unit, above_low=True) for k, meaning in meanings.items()}


def _zero_or_more(unit: str, **meanings: str) -> dict[str, Field]:
    return {k: Field(meaning, unit) for k, meaning in meanings.items()}


def _one_or_more(unit: str, **meanings: str) -> dict[str, Field]:
    return {k: Field(meaning, unit, low=1) for k, meaning in meanings.items()}


def _share_above_zero(**meanings: str) -> dict[str, Field]:
    return {k: Field(m, "share of 1", high=1, above_low=True) for k, m in meanings.items()}


def _share(**meanings: str) -> dict[str, Field]:
    return {k: Field(meaning, "share of 1", high=1) for k, meaning in meanings.items()}


def _unranged(**meanings: str) -> dict[str, Field]:
    return {k: Field(meaning) for k, meaning in meanings.items()}


COUNTS = (
    _one_or_more(
        "count",
        accumulation_steps="micro-batches accumulated before an optimiser step",
        all_reduces_per_layer="all-reduces per layer: 2 in a forward pass, 4 with the backward",
        batch="sequences, images or decode tokens processed together",
        blocks_per_sm="thread blocks resident on one SM",
        chunks_per_stage="model chunks per pipeline stage (interleaving)",
        data_parallel="data-parallel degree, not the number of all devices",
        devices="GPUs or other accelerators",
        draft_tokens="tokens drafted per verification",
        experts="routed experts per layer",
        experts_per_token="routed experts that one token uses",
        groups="groups of a convolution; equal to the input channels if depthwise",
        heads="query heads per layer",
        in_channels="input channels",
        kernels="kernel launches per step",
        kv_heads="key-value heads per layer: as many as query heads in MHA, fewer in GQA, 1 in MQA",
        layers="transformer layers",
        layers_overlapped="layers whose KV transfer overlaps with prefill; 1 for none",
        link_axes="links or mesh axes used at once",
        links="links side by side",
        matrices="weight matrices adapted, over all layers",
        micro_batch="sequences per micro-batch",
        micro_batches="micro-batches per pipeline step",
        nodes="nodes of the cluster",
        out_channels="output channels",
        pipeline_parallel="pipeline-parallel degree (stages)",
        ports="network ports",
        query_tokens="query tokens per sequence and step",
        ranks="ranks in the collective",
        ranks_per_node="ranks inside one node",
        sms="streaming multiprocessors",
        stages="pipeline stages",
        streams="video streams",
        tensor_parallel="tensor-parallel degree",
        tiles="output tiles or thread blocks",
        units="execution units (Tensor Cores, CUDA cores or SMs) that the FMA rate is for",
        vocab_size="entries of the vocabulary",
        window_layers="layers with sliding-window attention",
        workers="parallel workers",
    )
    | _zero_or_more(
        "count",
        dense_layers="first layers with a dense feed-forward block",
        global_layers="layers that attend to, and cache, every token",
        norms_per_layer="normalisations per layer",
        shared_experts="experts that every token uses",
    )
    | {
        "compute_slices": Field("compute slices of a MIG instance", "of 7", 1, 7),
        "lanes": Field("lanes of the link", "count", 1, 32),
        "memory_slices": Field("memory slices of a MIG instance", "of 8", 1, 8),
        "registers_per_thread": Field(
            "registers per thread; the compiler spills beyond 255", "count", 1, 255
        ),
        "threads_per_block": Field("threads per block", "count", 1, 1024),
    }
)

SHAPES = (
    _one_or_more(
        "elements",
        expert_ffn_size="intermediate size of one expert",
        ffn_size="intermediate size of the feed-forward block",
        group_size="weights that share a scale",
        head_dim="width of one attention head",
        hidden_size="width of the residual stream",
        in_features="input width of an adapted matrix",
        k="inner dimension of the product",
        kernel_size="height and width of the convolution kernel",
        kv_latent_rank="width of the compressed key-value latent",
        m="rows of the output",
        n="columns of the output",
        nope_dim="width of a head without rotary position",
        out_features="output width of an adapted matrix",
        out_height="height of the output",
        out_width="width of the output",
        rank="rank of the adapter",
        rope_dim="width of the rotary key, shared by all heads",
        stride="stride of the convolution",
        stride_elements="distance between neighbouring threads' elements",
        tile_m="rows of a tile",
        tile_n="columns of a tile",
        value_dim="width of a value head",
    )
    | _zero_or_more(
        "elements",
        dense_ffn_size="intermediate size of the dense layers",
        learned_positions="entries of a learned position table",
        query_latent_rank="width of the compressed query latent; 0 for none",
    )
    | _one_or_more("4-byte words", stride_words="distance between neighbouring threads' words")
    | _one_or_more("B", element_bytes="width of the element that each thread reads")
    | {
        "bits": Field("bits per value, scales left out", "bit", 1, 64),
        "bus_bits": Field("width of the memory bus", "bit", 1),
    }
)

TOKENS = (
    _one_or_more(
        "tokens",
        block_tokens="tokens per page of a paged KV cache",
        output_tokens="tokens generated per request",
        tokens="tokens in the sequence, prompt or step",
        tokens_per_sequence="sequence length",
        window_tokens="length of the attention window",
    )
    | _zero_or_more("tokens", reserved_tokens="tokens reserved up front; 0 for none")
    | _above_zero(
        "tokens",
        tokens_per_param="training tokens per parameter",
        training_tokens="tokens trained on",
    )
)

PARAMETERS = _above_zero(
    "parameters",
    active_params="parameters that one token uses: all of a dense model",
    attention_params_per_layer="attention parameters of one layer",
    base_params="parameters of the frozen base model",
    params="parameters of the model",
    params_per_layer="parameters of one layer",
)

BYTES = (
    _above_zero(
        "B",
        buffer_bytes="buffer of the collective: the full one unless buffer_is says otherwise",
        bytes_moved="bytes read and written",
        bytes_per_element="bytes per element: 2 for 16 bits, 1 for 8",
        bytes_per_param="bytes saved per parameter",
        bytes_per_sample="bytes of one sample",
        bytes_per_weight="bytes per weight",
        kv_bytes_per_token="KV-cache bytes of one token over all layers",
        memory_bytes="memory in total",
        memory_bytes_per_device="memory of one device",
        sram_bytes="on-chip memory that one thread block can use",
        total_bytes="bytes before splitting",
        weight_bytes="bytes of weights read or held",
    )
    | _zero_or_more(
        "B",
        activation_bytes="bytes of activations per device",
        kv_bytes="bytes of KV cache",
        kv_bytes_per_sequence="KV-cache bytes of one sequence",
        reserved_bytes="bytes kept for activations, graphs and the framework",
        shared_bytes_per_block="shared memory per block, static and dynamic",
    )
    | _zero_or_more(
        "bit",
        scale_bits="bits of the scale of a group",
        zero_point_bits="bits of the zero point or minimum of a group",
    )
)

RATES = (
    _above_zero(
        "B/s",
        hbm_bytes_per_s="memory bandwidth of one device",
        link_bytes_per_s="bandwidth that the collective can use",
        link_bytes_per_s_one_way="bandwidth of the link in one direction",
        network_bytes_per_s_one_way="network bandwidth per rank in one direction",
        write_bytes_per_s="write bandwidth of the storage",
    )
    | _above_zero("bit/s", link_bits_per_s="rate of one port")
    | _above_zero(
        "FLOP/s",
        achieved_flops="achieved rate of all devices together",
        achieved_flops_per_device="achieved rate of one device",
        peak_flops="peak rate of one device",
        peak_flops_dense="dense peak rate of one device in the dtype used",
    )
    | _above_zero("Hz", clock_hz="clock, or data rate per pin")
    | _above_zero(
        "1/s",
        arrivals_per_s="arrivals per unit of time",
        frames_per_s="frames per second of one stream",
        requests_per_s="requests per second",
        samples_per_s="samples per second of one device",
        tokens_per_s="tokens per second of all devices together",
        tokens_per_s_per_replica="output tokens per second of one replica",
    )
    | _above_zero(
        "any",
        amount_after="amount after the change",
        amount_before="amount before the change",
        throughput_after="throughput with more workers",
        throughput_before="throughput with fewer workers",
    )
)

WORK = _above_zero(
    "FLOP",
    flops="floating-point operations, 2 per multiply-add",
    flops_per_element="operations per element",
    total_flops="operations of the whole run, recomputation left out",
) | _zero_or_more("FLOP", attention_flops_per_token="attention operations per token")

TIMES = _above_zero(
    "s",
    checkpoint_s="time for which a checkpoint stalls training",
    device_mtbf_s="mean time between failures of one device",
    inter_token_latency_s="time between output tokens",
    interval_s="time between checkpoints",
    kernel_s="run time of one kernel",
    launch_s="time of one launch on the CPU",
    mtbf_s="mean time between failures of the job",
    observed_s="time observed",
    seconds="time taken",
    seconds_after="time after the change",
    seconds_before="time before the change",
    seconds_in_system="latency of one item, in the time unit of the arrivals",
    seconds_per_sample="CPU time to prepare one sample",
    step_s="time of one step",
    up_s="time up or useful",
) | _zero_or_more(
    "s",
    down_s="time down or wasted",
    gap_s="idle gap before each kernel",
    hop_latency_s="latency of one step of the algorithm",
    job_s="length of the job",
    latency_s="latency",
    network_s="time on the network",
    prefill_s="time to prefill one prompt",
    queue_s="time waiting in the queue",
    restart_s="time to detect a failure, restart and reload",
)

SHARES = _share_above_zero(
    bandwidth_utilisation="achieved share of the memory bandwidth",
    busy_share="share of time in which any kernel ran",
    die_yield_share="share of dies that work",
    efficiency="achieved share of the link's rate",
    memory_share="share of memory that may be used",
    mfu="model FLOPs utilisation",
    utilisation="share of time or capacity in use",
    utilisation_after="bandwidth utilisation after the change",
    utilisation_before="bandwidth utilisation before the change",
) | _share(
    acceptance_rate="probability that a drafted token is accepted",
    area_share="share of the die",
    recomputed_forward_share="share of the forward pass that is recomputed",
    serial_fraction="serial share of the time",
    share_of_time="share of the time that the change affects",
    share_within_slo="share of requests that meet their latency objectives",
)

RATIOS = (
    _above_zero(
        "ratio",
        fma_per_unit_clock="multiply-adds per unit and clock",
        saved_per_layer="hidden-sized activations kept per layer",
        speedup="time before over time after",
        speedup_of_share="how many times faster that share gets; left out, it is removed",
        transfers_per_clock="transfers per clock and pin: 2 for double data rate",
        workers_ratio="workers after over workers before",
    )
    | _zero_or_more(
        "ratio",
        draft_cost="time of a draft token over that of a target pass",
        overhead_share="cost of host, network, hosting and staff over that of the device",
        reads_per_element="elements read per output element",
        writes_per_element="elements written per output element",
    )
    | _above_zero("FLOP/B", intensity_flops_per_byte="arithmetic intensity")
    | _above_zero("any", value_range="largest minus smallest value")
    | {"pue": Field("power of the facility over that of the machines", "ratio", 1)}
)

SILICON = (
    _above_zero(
        "mm²",
        added_area_mm2="area added to the die",
        area_mm2="area on the die",
        die_area_mm2="area of the die",
    )
    | _above_zero("mm", wafer_diameter_mm="diameter of the wafer")
    | _zero_or_more("mm", edge_exclusion_mm="unusable rim of the wafer")
    | _zero_or_more("1/cm²", defects_per_cm2="defect density")
    | _above_zero("count", gross_dies="dies per wafer", transistors="transistors on the die")
    | _above_zero("count", failures="failures observed")
    | {"clustering": Field("clustering of defects, 1 to 5", "ratio", 0, 1e6, above_low=True)}
)

MONEY = (
    _above_zero(
        "currency",
        device_price="price of one device",
        device_price_per_hour="price of one device for an hour",
        wafer_cost="cost of one processed wafer",
    )
    | _zero_or_more("currency", price_per_kwh="price of a kilowatt-hour")
    | _above_zero("W", device_power_w="power of one device")
    | _above_zero("h", device_hours="hours of one device")
    | _above_zero("years", lifetime_years="years of use")
)

CONVENTIONS = _unranged(
    achieved_counts_recompute="whether the achieved rate counts recomputed operations",
    biases="which linear layers have biases",
    both_directions="add both directions up, as datasheets do",
    bubble_of="time that the bubble is a share of",
    buffer_is="whether the buffer given is the full one or one rank's share",
    causal="halve attention's operations for the causal mask",
    collective="the collective measured",
    compute_capability="compute capability of the part",
    conversion="from dense to sparse or the reverse",
    direction="which passes to count",
    dtype="number format of the weights",
    from_dtype="number format before",
    gated="gated feed-forward (3 matrices) or plain (2)",
    infiniband_generation="generation of InfiniBand",
    nvlink_generation="generation of NVLink",
    optimiser="what is held per parameter, with its sum in bytes",
    pcie_generation="generation of PCIe",
    reads_c="whether the output is also read",
    recompute="what the backward pass recomputes",
    sequence_parallel="whether sequence parallelism also splits norms and dropout",
    sparse_2_4="with 2:4 structured sparsity",
    static="a static array rather than a dynamic allocation",
    symmetric="leave out the most negative code",
    tied="input and output embeddings are one matrix",
    to_dtype="number format after",
    yield_model="statistical model of defects",
    zero_stage="what is sharded: 1 optimiser, 2 and gradients, 3 and weights",
)

FIELDS: dict[str, Field] = (
    COUNTS | SHAPES | TOKENS | PARAMETERS | BYTES | RATES | WORK | TIMES | SHARES | RATIOS | SILICON
    | MONEY | CONVENTIONS
)  # fmt: skip
