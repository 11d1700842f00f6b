"""By which words and units a number claims a specification: "132 SMs", "50 MB of L2"."""

# One entry a line reads better than wrapped expressions.
# ruff: noqa: E501

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SpecWords:
    """`near` must stand in the clause, `before` or `after` right at the number.

    A `loose` one calls nothing wrong: the words fit too many things. One said `by_verb` alone is
    loose where the sentence names what to avoid; an `adjacent` one follows the name at once.
    """

    properties: tuple[str, ...]
    kinds: tuple[str, ...]
    dimensions: tuple[str, ...]
    near: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    avoid: re.Pattern[str] | None = None
    loose: bool = False
    by_verb: bool = False
    adjacent: bool = False
    slips: dict[float, tuple[str, str]] = field(default_factory=dict)


def words(
    properties: str,
    kinds: str,
    dimensions: str,
    *,
    near: str = "",
    before: str = "",
    after: str = "",
    avoid: str = "",
    loose: bool = False,
    by_verb: bool = False,
    adjacent: bool = False,
) -> SpecWords:
    def flat(expression: str) -> re.Pattern[str] | None:
        return re.compile(expression, re.IGNORECASE) if expression else None

    link = r"(?:\s*(?:=|:|of|is|at|about|around|roughly|size|has|are|a)\s*){0,3}"
    return SpecWords(
        tuple(properties.split()),
        tuple(kinds.split()),
        tuple(dimensions.split()),
        flat(near),
        flat(rf"(?:{before}){link}\s*$" if before else ""),
        flat(rf"[\s\-‐]*(?:{after})(?![A-Za-z])" if after else ""),
        flat(avoid),
        loose,
        by_verb,
        adjacent,
    )


DERIVED = (
    r"\bKV\b|cache hit|weights?\b|activation|gradient|optimi[sz]er|per token|per step|all[- ]?reduc"
    r"|moved|traffic|effective|achiev|sustain|measured|utili[sz]|free|left|remain|batch|fits?\b|spare"
)
HAS = (
    r"\b(?:ha[sd]|have|having|comes? with|with|offers?|gives?|delivers?|provides?|ships?|carr(?:y|ies)"
    r"|holds?|of|is|at|does|gets?|reach(?:es)?|runs?|peaks?|packs?|features?|sports?|'s|boasts?|up to"
    r"|supports?|draws?|rated|tops? out|maxes? out|there (?:is|are)|totals?|adds? up to|in all)\b|:"
)
OF_THREAD = r"registers?(?: (?:a|per|for each|each))? ?/?thread"
SM_HOLDS = r"\b(?:an|each|every|one) SM (?:(?:can|may|could) )?(?:hold|fit|ha[sv]e?|keep|take|support|allow|run)s?\b"
CARRIES = (
    r"\b(?:ha[sd]|have|comes? with|ships? with|carr(?:y|ies)|packs?|offers?|features?|sports?|boasts?)"
    r"(?: only| just)?"
)
SPECS: tuple[SpecWords, ...] = (
    words("pcie", "gpu link", "byte_rate", near=r"pcie|pci express|host link", avoid=r"practic|\breal|effective|achiev|measured"),
    words("nvlink.per_gpu nvlink.aggregate", "system", "byte_rate", near=r"nvlink"),
    words("nvlink", "gpu", "byte_rate", near=r"nvlink|chip[- ]to[- ]chip|gpu[- ]to[- ]gpu", avoid=r"\beach link|per link|C2C"),
    words("bisection.bandwidth", "system", "byte_rate", near=r"bisection"),
    words("rate.per_link", "link", "byte_rate", near=r"per link|each link|a link|one link"),
    words("rate marketed", "link", "byte_rate bit_rate bits", avoid=r"practic|\breal|effective|achiev|measured|HBM|memory|per link|each link|all[- ]?reduc|lane"),
    words("rate.port rate marketed", "link", "bit_rate bits"),
    words("rate.lane", "link", "bit_rate", near=r"lane"),
    words("memory.bandwidth", "gpu system", "byte_rate", near=r"bandwidth|HBM|memory|DRAM|GDDR|LPDDR|VRAM", avoid=r"nvlink|pcie|network|L2|shared memory|achiev|effective|utili[sz]|measured|sustain|reach(?:es|ing)? only|link\b|percent of|% of|all[- ]?reduc"),
    words("memory.bandwidth", "gpu", "byte_rate", near=HAS, avoid=r"nvlink|pcie|network|L2|shared memory|achiev|effective|utili[sz]|measured|sustain|links?\b|all[- ]?reduc|ring|infiniband|fabric|% of|percent of|pull|push", by_verb=True),
    words("cache.l2", "gpu", "bytes", near=r"\bL2\b|\bL two\b|level[- ]2|level two"),
    words("limits.shared_memory_per_block_optin limits.shared_memory_per_sm limits.shared_memory_per_block limits.l1_and_shared_memory", "gpu", "bytes", near=r"shared memory|smem|\bL1\b", avoid=r"registers?|if\b|uses?|using|needs?|take"),
    words("limits.registers_per_sm", "gpu", "bytes count", near=r"register file"),
    words("memory.capacity", "gpu system", "bytes", near=r"memory|HBM|VRAM|capacity|GDDR|LPDDR|frame ?buffer|on board|onboard", avoid=DERIVED + r"|(?<!GB of )(?<!gigabytes of )shared memory|L2|L1|bandwidth|CPU|\bhost|\bswap|system memory|\bRAM\b|NVMe|\bSSD"),
    words("memory.capacity", "gpu", "bytes", before=CARRIES, after=r"(?:GB|gigs?|gigabytes?)(?=\s*(?:$|[.,;:!)]|and\b|while\b|but\b|so\b|versus\b|vs\b|against\b|of (?:HBM|memory|GDDR|VRAM)))", avoid=DERIVED + r"|shared memory|\bL2\b|\bL1\b|\bMIG\b|slice|instance|CPU|swap|host", by_verb=True, adjacent=True),
    words("memory.capacity", "gpu", "bytes", after=r"(?:GB|gigs?|gigabytes?)(?=\s*(?:$|[.,;:!)]))", avoid=DERIVED + r"|shared memory|\bL2\b|\bL1\b|\bMIG\b|slice", loose=True),
    words("memory.capacity", "gpu system", "bytes", near=HAS, avoid=r"shared memory|\bL2\b|\bL1\b|KV|weights", loose=True),
    words("memory.capacity", "gpu system", "bytes", before=r"(?:box|node|card|GPUs?|machine|server|board|[HABV]\d00s?|L40?S?|T4) ?\(", loose=True),
    words("peak", "gpu system", "flop_rate flop", avoid=r"achiev|sustain|attain|roofline|MFU|utili[sz]|measured|intensity|we get|get only|per token|reach(?:es|ing)? only|forward|backward|effective|wast|half of|% of|percent of|total of|took|training (?:run|took|cost)"),
    words("power.max", "system", "power", avoid=r"save|cool|budget|average|idle|measured|at \d+%|(?:per|each|a) GPU|racks? (?:of|with|full)|racks\b"),
    words("power.tdp power.max", "gpu system", "power", avoid=r"system|server|node|rack|save|cool|rack budget|average|idle|measured|at \d+%"),
    words("process.die_area", "gpu", "area", avoid=r"add|extra|cost|take|spend|more|budget|increase|share|% of|percent of|feature|unit|IP|defect|reticle|limit|wafer"),
    words("process.transistors", "gpu", "count", after=r"(?:billion )?transistors?"),
    words("clock.boost", "gpu", "frequency", avoid=r"base|memory|HBM|DDR|throttl|measured|locked|bus"),
    words("memory.bus", "gpu", "bits count", after=r"-?bits?[- ](?:wide |memory )?(?:bus|interface|wide)|bits? wide|-bit memory"),
    words("cores.sms", "gpu", "count", after=r"(?:streaming multiprocessors?|SMs?\b)(?! (?:are|is|sit|busy|idle|active|get))", avoid=r"tiles?|waves?|only|idle|using|busy|blocks? on"),
    words("cores.cuda", "gpu", "count", after=r"(?:FP32 )?cuda cores?"),
    words("cores.tensor", "gpu", "count", after=r"tensor cores?(?! per)"),
    words("mig.instances", "gpu", "count", after=r"(?:MIG )?(?:instances|slices|partitions)", near=r"MIG|instance"),
    words("limits.threads_per_sm", "gpu", "count", after=r"(?:resident |active |concurrent )?threads? (?:per|on (?:each|an|one)|an|in (?:each|an)) (?:SM|streaming)", avoid=OF_THREAD),
    words("limits.warps_per_sm", "gpu", "count", after=r"(?:resident |active |concurrent )?warps? (?:per|on (?:each|an|one)|an|in (?:each|an)) (?:SM|streaming)"),
    words("limits.warps_per_sm", "gpu", "count", after=r"(?:resident |active |concurrent )?warps?", near=r"SMs?\b", loose=True),
    words("limits.threads_per_sm", "gpu", "count", after=r"(?:resident |active |concurrent )?threads?", near=SM_HOLDS, avoid=OF_THREAD + r"|\bmy\b|kernel|regist|\bonly\b|block"),
    words("limits.warps_per_sm", "gpu", "count", after=r"(?:resident |active |concurrent )?warps?", near=SM_HOLDS, avoid=r"\bmy\b|kernel|regist|\bonly\b|block"),
    words("limits.threads_per_sm", "gpu", "count", after=r"(?:resident |active |concurrent )?threads?", near=r"SMs?\b", avoid=OF_THREAD, loose=True),
    words("limits.blocks_per_sm", "gpu", "count", after=r"(?:resident |active |thread )?blocks? (?:per|on (?:each|an|one)|an|in (?:each|an)) (?:SM|streaming)", near=r"max|limit|at most|up to|allow|cap|can hold|supports?"),
    words("limits.registers_per_sm", "gpu", "count", after=r"(?:32-bit )?registers? (?:per|on (?:each|an|one)|an|in (?:each|an)) (?:SM|streaming)"),
    words("gpus.count", "system", "count", after=r"(?:\w+ )?GPUs?\b"),
    words("nvlink.domain_gpus", "system", "count", near=r"nvlink domain|domain", after=r"(?:\w+ )?(?:GPUs?)"),
    words("nvlink.switches", "system", "count", after=r"nvswitch(?:es)?(?: chips?)?"),
    words("cpu.cores", "system", "count", after=r"(?:CPU |Arm |x86 )?cores?", near=r"CPU|Grace|Xeon|EPYC"),
    words("rate.links", "link gpu", "count", after=r"(?:nvlink )?links?\b", near=r"nvlink|link"),
    words("shape.layers", "model", "count", after=r"(?:transformer |decoder )?(?:layers?|blocks)\b", avoid=r"dense layers|first|last|of (?:the|its) layers|conv|\beach\b|\bper\b|stages?\b|pipeline|\bPP\b|half|quarter|every"),
    words("shape.kv_heads", "model", "count", after=r"(?:KV|key[- ]value|K/V)[- ]heads?|KV groups"),
    words("shape.kv_heads", "model", "count", before=r"(?:KV|key[- ]value)[- ]heads?", avoid=r"query|per KV"),
    words("shape.attention_heads", "model", "count", after=r"(?:attention |query )?heads?\b(?! ?dim)", avoid=r"KV|key[- ]value"),
    words("shape.attention_heads", "model", "count", after=r"(?:attention |query |Q )heads?\b(?! ?dim)"),
    words("shape.head_dim", "model", "count", before=r"head[- ]dim(?:ension)?s?|head size|heads of (?:dim(?:ension)?|size)"),
    words("shape.hidden_size", "model", "count", before=r"hidden[- ](?:size|dim(?:ension)?)|d_?model|model dim(?:ension)?|embedding (?:size|dim(?:ension)?)|hidden"),
    words("shape.ffn_size", "model", "count", before=r"(?:ffn|feed[- ]forward|intermediate|mlp)[- ]?(?:size|dim(?:ension)?|width|hidden size)?"),
    words("shape.vocab_size", "model", "count tokens", before=r"vocab(?:ulary)?(?: size)?"),
    words("shape.vocab_size", "model", "count tokens", after=r"(?:tokens? |entries |word |token )?(?:in (?:its|the) )?vocab\w*|tokens in (?:its|the) vocab\w*"),
    words("shape.moe.routed_experts", "model", "count", after=r"(?:routed |total )?experts?\b(?! (?:per|active|a token|are|for each))", avoid=r"activ|shared|per token|top|routes? to|picks?|chooses?|uses"),
    words("shape.moe.experts_per_token", "model", "count", after=r"(?:routed |active )?experts? (?:per|active|a|for each|are active)", avoid=r"shared"),
    words("context.length", "model", "tokens count", near=r"context|window|sequence length|long[- ]context", after=r"(?:k\b|thousand)?[- ]?(?:tokens?)?[- ]?(?:of )?(?:context|window|tokens?)", avoid=r"\bKV\b|cache|\bat\b|batch|if|with \d|for a|GB|gig|prompt"),
    words("parameters.active", "model", "count", near=r"activ", avoid=r"FLOP|experts"),
    words("parameters.total", "model", "count", after=r"(?:billion |B |million |M |trillion )?(?:total |weights?\b|param\w*)", avoid=r"FFN|feed|attention|embedding|MLP|expert|LoRA|adapter|trainable|per layer"),
    words("parameters.total", "model", "count", before=r"(?:total|all) param\w*|param\w* (?:in )?total|parameter count", avoid=r"activ|layer"),
    words("parameters.total parameters.active", "model", "count", near=r"param|\bhas\b|activ|total|billion|weights", loose=True),
    words("kv_cache.per_token", "model", "bytes", avoid=r"\bTP|tensor[- ]parallel|(?:per|each|a) (?:GPU|rank|card|device)", near=r"(?=.*\b(?:KV|key[- ]value|cache)\b)(?=.*(?:per|a|each|every|/)\s?tok)", loose=True),
    words("compute.flops", "model", "flop", near=r"image|forward|inference|per|picture|frame"),
    words("compute.macs", "model", "count", after=r"G?MACs?"),
)  # fmt: skip
