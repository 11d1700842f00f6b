"""The words by which people give a calculator's inputs: "64 layers", "batch of 32", "TP=8"."""

# One entry a line reads better than wrapped expressions.
# ruff: noqa: E501

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SlotWords:
    """Words right before a number or right after it, and the dimensions the number can have."""

    dimensions: tuple[str, ...] = ("count",)
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    low: float = 1e-30
    high: float = 1e30
    whole: bool = False
    any_place: bool = False


FILL = r"(?:\s*(?:=|:|of|is|at|size|about|around|roughly|with|to|a|an|equals?|length|degree|up)\s*){0,3}"


def words(
    *dimensions: str, before: str = "", after: str = "", never: str = "", **rest: Any
) -> SlotWords:
    """`before` ends right before the number, links such as "of" aside; `after` begins after it."""
    return SlotWords(
        dimensions=dimensions or ("count",),
        before=re.compile(rf"(?<![A-Za-z])(?:{before})[\s\-‐]*{FILL}$", re.IGNORECASE)
        if before
        else None,
        after=re.compile(rf"[\s\-‐]*(?:{after})(?![A-Za-z])", re.IGNORECASE) if after else None,
        never=re.compile(never, re.IGNORECASE) if never else None,
        any_place=not (before or after) or rest.pop("anywhere", False),
        **rest,
    )


def whole(before: str = "", after: str = "", **rest: Any) -> SlotWords:
    return words("count", before=before, after=after, whole=True, low=rest.pop("low", 1), **rest)


def share(before: str = "", after: str = "", **rest: Any) -> SlotWords:
    return words("ratio", "count", before=before, after=after, high=rest.pop("high", 1), **rest)


PER_WHAT = r"\s*(?:\w+\s){0,2}"
GPU_NOUNS = (
    r"(?:(?!(?:on|an?|the|per|for|in|of|and|with|at|to|each)\b)\w+[- ]){0,2}?(?:GPUs?|cards?|accelerators?|devices?|chips?|TPUs?|ranks?|workers?|replicas?"
    r"|processors?|H100s?|H200s?|A100s?|B200s?|V100s?|L40S?s?|GB200s?)"
)
WORDS: dict[str, SlotWords] = {
    # models
    "layers": whole(r"L|n_?layers?|num_layers|layers", r"(?:\w+\s)?layers?|transformer blocks?|decoder blocks?"),
    "kv_heads": whole(
        r"H_?kv|n_?kv(?:_heads)?|kv[_ -]heads?|num_key_value_heads|key[- ]value heads",
        r"(?:kv|k/v|key[- ]value|k v)[- ]heads?|heads? (?:of|for) (?:the )?(?:kv|keys?)|(?:query |kv )?groups",
    ),
    "heads": whole(
        r"n_?heads|num_heads|a\s*=|(?:attention |query )?heads\s*(?:=|:)",
        r"(?:attention |query |q |full )?heads?(?! dim| (?:of|for) (?:the )?(?:kv|keys?))",
    ),
    "head_dim": whole(
        r"head[_ -]dim(?:ension)?s?|d_?head|head size|d_h|dh|dim(?:ension)? per head|heads? of (?:dim(?:ension)?|size)|heads of",
        r"(?:dims?|dimensions?|wide|channels?)(?: per| a)? head|[- ]?dim(?:ensional)? heads?|per head(?! of)",
    ),
    "hidden_size": whole(
        r"hidden(?: size| dim(?:ension)?s?)?|d_?model|model dim(?:ension)?|(?<!of )D\s*=|h\s*=|width|embedding (?:size|dim(?:ension)?)|in_features|KH",
        r"(?:hidden|wide|model dim|dimensional|-dim)",
    ),
    "ffn_size": whole(r"ffn(?: size| dim\w*)?|intermediate(?: size)?|d_?ff|F\s*=|mlp(?: size| dim\w*)?|feed[- ]forward(?: size| dim\w*)?"),
    "vocab_size": whole(r"vocab(?:ulary)?(?: size)?|V\s*=", r"(?:vocab\w*|tokens? vocab\w*)"),
    "experts": whole(r"experts\s*=|E\s*=|among|out of|of", r"(?:routed |total )?experts?", low=2),
    "experts_per_token": whole(r"top|k\s*=|routes? to|activat\w+", r"(?:active|activated)(?: experts)?|(?:experts )?(?:per|a|each) token|of \d+ experts|experts? active"),
    "tokens": words(
        "tokens", "count",
        before=r"context(?: length| window)?|seq(?:uence)?(?:[_ -]len(?:gth)?)?|prompt|prompt length|S\s*=|T\s*=|N\s*=|s\s*=|n\s*=|cached",
        after=r"(?:\w+[- ])?tok(?:en)?s?(?! ?(?:/|per|a) ?s(?:ec|\b))(?: (?:prompt|context|sequence|cached|of|each|in)\w*)?|context|ctx|(?:cached|prompt|long|sequence|positions?|-token)",
        never=r"tok\w*(?:/| per | a )s(?:ec|\b)|trillion|per token\W*…|… ?(?:\w+ )?per token|block|page|reserved|drafts?|[\d.]T\b",
        whole=True, low=1, high=5e7,
    ),
    "tokens_of_step": words("tokens", "count", after=r"(?:\w+ )?(?:tok\w* )?(?:per|a|each|/) ?(?:step|batch)|tok\w* (?:per|a|each) (?:step|batch)", before=r"batch(?: size)?(?: of)?", low=1e3),
    "training_tokens": words(
        "tokens", "count", before=r"D\s*=", after=r"(?:\w+ )?(?:[TB]\s?)?(?:trillion |billion )?(?:training )?tok(?:en)?s?", low=1e8,
    ),
    "batch": whole(
        r"batch(?:[_ -]size)?|bs|b\s*=|B\s*=",
        r"(?:concurrent |parallel |simultaneous |active |such |of (?:these|them) )?(?:\w+ )?(?:sequences?|requests?|users?|conversations?|streams?|prompts?|chats?|images?|samples?)(?! (?:per|a) (?:s|token))(?!/s)(?! len)",
        high=1e7, never=r"per second|a second|/s\b|batch dim",
    ),
    "devices": whole(r"TP|tensor[- ]parallel(?:ism)?|across|N\s*=|n\s*=|nodes? of", GPU_NOUNS + r"|of (?:them|these|those)|-?way(?: tensor| model)?[- ]?parallel\w*|[- ]?way TP", high=1e7, never=r"\b(?:dp|pp|data[- ]parallel|pipeline)\b|kernels"),
    "ranks": whole(r"ring(?: of)?|TP|DP|EP|ranks?|n\s*=|N\s*=|p\s*=|across|world size", GPU_NOUNS + r"|-?way", high=1e7),
    "nodes": whole(r"nodes\s*=", r"nodes?|servers?|machines?|hosts?|boxes"),
    "tensor_parallel": whole(r"TP|tensor[- ]parallel(?:ism|\s?size)?|t\s*=", r"-?way (?:TP|tensor)|tensor[- ]parallel"),
    "pipeline_parallel": whole(r"PP|pipeline[- ]parallel(?:ism)?", r"-?way (?:PP|pipeline)|(?:pipeline )?stages?"),
    "data_parallel": whole(r"DP|N_?d|data[- ]parallel(?:ism|\s?size| degree)?|fsdp|across|over|on", rf"-?way (?:DP|data|FSDP)|data[- ]parallel|{GPU_NOUNS}", high=1e6),
    "stages": whole(r"p\s*=|PP|stages|pipeline[- ]parallel\w*", r"(?:pipeline )?stages?|-?way pipeline|-stage|deep pipeline"),
    "micro_batches": whole(r"m\s*=|micro-?\s?batches", r"micro-?\s?batch(?:es)?"),
    "micro_batch": whole(r"micro-?\s?batch(?: size)?|b\s*=|mbs"),
    "chunks_per_stage": whole(r"v\s*=|interleav\w*(?: with)?", r"(?:virtual |model )?chunks?(?: per)?|virtual stages|-?way interleav\w*"),
    "accumulation_steps": whole(r"accumulation|grad(?:ient)? accum\w*", r"(?:gradient )?accumulation(?: steps)?"),
    # times, rates, shares
    "mfu": share(r"MFU|utili[sz]ation|HFU", r"(?:percent |per cent |% )?(?:%?\s?(?:model[- ]flops? )?(?:MFU|utili[sz]ation|HFU|efficien\w+|of (?:the )?peak))", low=0.001),
    "utilisation": share(r"utili[sz]ation|utili[sz]ed|busy|load", r"%?\s?(?:utili[sz]\w+|busy|load)", low=0.001),
    "tokens_per_s": words("token_rate"),
    "rate_per_s": words("rate", "token_rate", "count"),
    "total_flops": words("flop", low=1e15, never=r"per (?:token|byte|s)"),
    "few_bytes": words("bytes", low=1, high=1e3),
    "flops": words("flop", low=1),
    "bytes_moved": words("bytes", low=1e3, never=r"per token|capacity|card|SRAM"),
    "seconds": words("time"),
    # prices and power
    "device_price_per_hour": words("hourly_price"),
    "price_of_device_hour": words("hourly_price", "money", before=r"hours?,?(?: at| for| x| ×| times)?|at", low=0.01, high=200),
    "availability": share(r"availab\w*|uptime|SLA|SLO", r"%?\s?(?:percent )?(?:availab\w*|up-?\s?time|SLA|SLO|service level)", low=0.5, high=0.999999999),
    "device_power_w": words("power", low=1),
    "pue": words("count", "ratio", before="PUE", low=1, high=4),
    "price_per_kwh": words("energy_price"),
    "device_hours": words("time", after=r"(?:\w+ )?(?:\w+[- ])?(?:GPU|device|H100|A100|B200|H200|card|accelerator)[- ]hours?"),
    # silicon
    "die_area_mm2": words("area", low=5, high=3000),
    "added_area_mm2": words("area", low=0.01, high=200),
    "area_share": share(low=0.0001, high=0.9, before=r"", after=r"%?\s?(?:percent )?(?:of (?:the |an? |its |our )?(?:\S+ ){0,6}?(?:mm|square mill|die|silicon|area|chip|H100|GH100|\w+ die)|(?:of )?(?:die|silicon)(?: area)?|area)"),
    "defects_per_cm2": words("density", "count", before=r"defect density|D0?\s*=|D_?0|defects?", after=r"(?:defects?|per (?:square|cm)|/\s?cm)", high=1e2),
    "wafer_diameter_mm": words("length", "count", after=r"(?:mm|millimet\w+)(?: \w+)? wafers?", low=20, high=500),
    "wafer_cost": words("money", low=100, after=r"(?:a|per|for (?:a|the|each)|/)?\s*(?:\w+ )?wafer|dollars? (?:a |per )?wafer", before=r"wafers?(?: (?:cost|price|costs|costing|at))?"),
    "gross_dies": whole("", r"(?:gross |candidate |possible )?(?:dies|die per wafer|candidates|dice)"),
    "die_yield_share": share(r"yields?", r"%?\s?(?:percent )?yields?", low=0.001),
    "transistors": words("count", after=r"(?:\w+ )?transistors?", low=1e8),
    # links
    "links": whole("", r"(?:nvlink )?(?:links?|bricks?|peers?)(?! ?rate)"),
    "lanes": whole(r"x|lanes", r"lanes?", high=32),
    "link_bits_per_s": words("bit_rate", "bits", low=1e8),
    "ports": whole("", r"(?:[\w-]+\s?(?:Gb/s|Gbps|gig\w*|G)[- ])?(?:\w+ )?(?:ports?|NICs?|rails?|links)"),
    # launch, scaling, reliability
    "kernels": whole("", r"(?:\w+ ){0,2}(?:kernels?|launches|ops)", high=1e7),
    "serial_fraction": share(r"serial(?: \w+)?(?: was)?(?: down)?|sequential(?: \w+)?", r"%?\s?(?:percent )?(?:of (?:the |it |our |this |a |my )?(?:\w+ ){0,2})?(?:is |being |stays |remains )?(?:serial|sequential|(?:not|can'?t|cannot|can not)(?: be)? paralleli\w+)", low=0.0001, high=0.9999),
    "parallel_fraction": share(r"parallel(?:i[sz]able)?(?: \w+)?", r"%?\s?(?:percent )?(?:of (?:the |it )?(?:\w+ )?)?(?:is |being |can be |runs? in )?(?:parallel\w*)", low=0.0001, high=0.9999),
    "workers": whole(r"on|across|with|over|n\s*=|to", rf"{GPU_NOUNS}|cores?|nodes?|processors?|machines?|threads?", low=2),
    "share_of_time": share(r"", r"%?\s?(?:percent )?(?:of (?:the |its |our |total |your )?(?:\w+ )?(?:run-?\s?time|time|latency|step|execution|wall[- ]clock|cycles|profile|total|step time|iteration|pipeline|workload|application|job|program|request|run))", low=0.0005, high=0.99),
    "speedup_of_share": words("ratio", "count", after=r"(?:x|×|times)?\s*(?:as fast|as quick|the speed|faster|quicker|speed-?\s?up)|x\b|times\b|×|-?fold", low=1.01, before=r"by|speed\w*(?: \w+){0,3}|faster by"),
    "failures": whole("", r"(?:\w+ ){0,2}(?:failures?|interruptions?|crashes|faults?|outages?|incidents?)"),
    "observed_s": words("time", low=3600),
    "acceptance_rate": share(r"accept\w*(?: rate| probability)?(?: of)?|alpha|α|a\s*=", r"%?\s?(?:percent )?accept\w+", low=0.01, high=0.999),
    "draft_tokens": words("count", "tokens", whole=True, low=1, before=r"gamma|γ|draft(?:s|ing)?(?: length)?|k\s*=|lookahead", after=r"(?:draft(?:ed)?(?: tokens?)?|drafts|speculat\w+(?: tokens?)?|proposed(?: tokens?)?|tokens? (?:drafted|ahead|of draft\w*|proposed))", high=64),
    "draft_cost": share(r"costs?(?: \w+)?|draft cost", r"%?\s?of (?:the |a )?target", low=0.0001),
    # blocks and tiles
    "threads_per_block": whole(r"block(?: size|s of|dim)?|threads per block|blocks of", r"[- ]?(?:threads?|thr)[-/ ](?:per[- ]block|blocks?|a block|each)|threads? (?:per|in a|to a) block|threads?|thr", low=32, high=1024),
    "threads_said": whole("", r"(?:\w+ )?threads?", low=32, high=1e6),
    "registers_per_thread": whole(r"registers?(?: per thread)?", r"(?:registers?|regs?)(?: ?(?:per|a|each|/) ?(?:thread|thr)| each)?", high=300, never=r"registers per (?:SM|block)|65,?536"),
    "shared_bytes_per_block": words("bytes", after=r"(?:ki?b|kilobytes?|kib|bytes)\b(?: of)?(?: \w+)? (?:shared|smem)|(?:ki?b|kilobytes?)", low=1, high=3e5),
    "blocks_per_sm": whole(r"blocks per SM", r"(?:\w+ )?blocks? (?:per|a|an|each|on (?:each|an|one)) SM"),
    "tiles": whole("", r"(?:\w+ )?(?:tiles?|thread ?blocks?|CTAs?|blocks?)"),
    "sms": whole("", r"(?:\w+ )?(?:SMs?|streaming multiprocessors?)", high=1000),
    "rank": whole(r"rank|r\s*=|LoRA r"),
    "bus_bits": words("bits", "count", after=r"-?\s?bits?(?: (?:bus|wide|interface|memory))?", low=32, high=20000),
    "clock_hz": words("frequency"),
    "bits": words("bits", "count", after=r"-?\s?bits?", high=64),
    "group_size": whole(r"groups?(?: size)?(?: of)?|blocks?(?: size)?(?: of)?|g\s*=|per|every", r"(?:values?|weights?|elements?)?\s*(?:per|in a|a) (?:group|block)|-?(?:element |wide |value )?(?:groups?|blocks?)", high=4096),
    "frames_per_s": words("rate", "count", after=r"fps|frames? (?:per|a) second|FPS", before=""),
    "samples_per_s": words("rate", "count", after=r"(?:images?|samples?|frames?)\s?(?:/|per |a )s\w*"),
    "requests_per_s": words("rate", "count", after=r"(?:requests?|queries|req|arrivals?|instructions?|ops|operations|users?|calls)\s?(?:(?:arrive|come|come in|land) )?(?:in )?(?:/|per |a |an |each |every |one )\s?(?:s\w*|clock|cycle)|qps|rps|QPS|RPS"),
    "in_flight": words("count", "rate", before=r"in flight|concurren\w+|in (?:the )?system", after=r"(?:\w+ ){0,2}?(?:in flight|concurren\w+|at once|in (?:the )?system|outstanding|open)", low=1, high=1e9),
    "demand": words("token_rate", "rate", "count", after=r"(?:\w+ )?(?:tok\w*|requests?|req|queries|answers?|calls)?\s?(?:/|per |a )\s?s\w*(?: of (?:demand|traffic|load))?(?! per| each| a )", before=r"demand(?: of)?|need|load(?: of)?|traffic(?: of)?", low=1),
    "per_replica": words("token_rate", "rate", "count", after=r"(?:\w+ )?(?:tok\w*|requests?|req|answers?)?\s?(?:(?:/|per |a )\s?s\w*)?\s?(?:per|/|for each|on each|each) ?(?:replica|GPU|node|card|instance|machine|server)", before=r"(?:replica|GPU|node|card|instance|server) (?:does|handles|serves|sustains|gives|manages|can do|takes|makes|delivers)", low=1),
    "free_bytes": words("bytes", low=1e9, high=1e14, never=r"… ?[\w ]{0,12}(?:/| per | a )tok|… ?\w+ (?:of )?(?:weights|param)"),
    "error_share": share(r"error (?:budget|rate)(?: of)?|fail\w*(?: of)?|drop\w*", r"%?\s?(?:percent )?(?:error|fail\w*|of (?:the )?requests|drop\w*)", low=1e-9),
    "requests_said": words("count", "rate", after=r"(?:\w+ )?(?:requests?|calls|queries|jobs)", low=1),
    "seconds_in_system": words("time", "count", after=r"(?:m?s|milliseconds?|seconds?|minutes?|cycles?|clocks?)", before=r"latency|each (?:taking|takes)|for"),
    "tokens_per_param": whole(r"", r"tokens? (?:per|a|for each|each) param\w*|(?:to one|:1|to 1)"),
    "block_tokens": whole(r"blocks? of|pages? of|block size", r"-?tokens? (?:blocks?|pages?)|tokens? (?:per|a) (?:block|page)"),
    "reserved_tokens": whole(r"reserv\w+(?: for)?|allocat\w+(?: for)?|max(?:imum)?(?: length)?(?: of)?", r"(?:tokens? )?(?:reserved|slots|allocated|maximum|max)"),
    "intensity": words("intensity", "count", before=r"intensity", after=r"(?:flops?|ops|operations)\s?(?:/|per)\s?(?:b|byte)", low=1e-4, high=1e6),
    "gap_s": words("time", before=r"gaps?(?: of)?|launch\w*(?: (?:cost|take|overhead|latency)\w*)?(?: of)?|each", after=r"(?:\w+ )?(?:each|apiece|per launch|per kernel|a launch|a kernel|gaps?|launch|of launch|between)", high=0.01),
    "step_s": words("time", before=r"steps?(?: time)?(?: of| takes)?|iteration", after=r"(?:\w+ )?(?:steps?|iterations?|per step)", never=r"per kernel|launch"),
    "checkpoint_s": words("time", before=r"checkpoint(?:ing|s)?(?: \w+){0,3}|sav\w+(?: \w+)?|writ\w+|(?:stall|pause|block)\w*(?: \w+){0,3}", after=r"(?:\w+ )?(?:to (?:write|save|checkpoint)|checkpoints?|per checkpoint|a checkpoint)", high=36000),
    "mtbf_said": words("time", before=r"MTBF(?: \w+){0,3}|mean time(?: \w+){0,3}|interrupt\w*(?: \w+){0,4}|fail\w*(?: \w+){0,4}", after=r"(?:\w+ )?(?:MTBF|mean time|between failures)", low=600),
    "output_tokens": words("tokens", "count", before=r"output|generat\w+|answers? of|responses? of", after=r"(?:(?:output|generated|new|answer|response|more|further|remaining) )?tokens?(?! (?:of|in)|/)", high=1e6, whole=True, low=1, never=r"tok\w*(?:/| per | a )s|prompt|context|input"),
    "prefill_s": words("time", before=r"first token|TTFT|prefill|time to first token", after=r"(?:\w+ ){0,3}(?:first token|TTFT|prefill)"),
    "inter_token_s": words("time", before=r"inter[- ]?token(?: latency)?|TPOT|ITL|per token|steps?(?: time)?|each (?:token|step)|tokens? (?:take|every|each|at)\w*", after=r"(?:\w+ ?)?(?:(?:per|a|each|every|/|for each|between|for every)\s?(?:output |decode |decoding )?(?:tok\w*|step)|inter-token|steps?|TPOT|ITL|decode step|tokens?)", high=10),
    "scale_bits": words("bits", "count", before=r"scales?(?: of)?", after=r"-?\s?bits? scales?|-bit (?:\w+ )?scales?", high=64, low=1),
    "zero_point_bits": words("bits", "count", after=r"-?\s?bits? zero", low=1, high=64),
    "weight_bits": words("bits", "count", after=r"-?\s?bits?(?! (?:\w+ )?scale)(?! zero)(?: per)?", low=1, high=64),
    "fma": words("count", after=r"(?:FMAs?|fused multiply|multiply-adds?|MACs?)(?: (?:per|a|each))?", low=1, high=1e5),
    "units": words("count", after=r"(?:tensor |cuda |FP32 )?(?:cores?|units?|lanes)|tensor cores", low=1, high=1e6, whole=True),
    "clock_said": words("frequency"),
    "speed_up_said": words("ratio", "count", after=r"(?:x|×|times)?\s*(?:the )?(?:throughput|faster|speed-?\s?up|the speed)|x\b|×|times|fold", low=1.01, high=1e5, before=r"speed-?\s?up(?: of)?|got|gives?"),
    "layers_said": whole(r"L", r"layers?"),
    "hidden_said": whole(r"hidden(?: size| dim(?:ension)?s?)?|d_?model|D|KH|h|width|model dim(?:ension)?", r"(?:hidden|wide|model dim)"),
    "saved_per_layer": whole(r"keep(?:ing)?|sav\w+|stor\w+", r"(?:saved |stored )?activations?(?: (?:a|per|each) layer)?"),
    "stride_words": whole(r"stride(?: of)?", r"(?:-?words?|floats?) stride|-word"),
    "streams": whole("", r"(?:camera |video )?(?:streams?|cameras?|feeds?)"),
    "up_s": words("time", before=r"up(?:time)?|runs?", after=r"(?:\w+ )?(?:up\b|uptime|between)"),
    "down_s": words("time", before=r"down(?:time)?|repair\w*|restart\w*", after=r"(?:\w+ )?(?:down\b|downtime|to (?:repair|restart|recover))"),
    "bit_width": words("bits", "count", after=r"-?\s?bits?", low=1, high=64),
    "m": whole(r"M\s*=|rows?", r"rows?"),
    "tile_m": whole(r"tiles? of|tile size|tile", r"-?\s?(?:row|wide|high)?\s?(?:row )?tiles?|-row"),
}  # fmt: skip
