"""What the calculators rest on: papers, specifications and guides, by id."""

from typing import NamedTuple


class Source(NamedTuple):
    """A title and where to find it; "-" if the calculator is plain arithmetic."""

    title: str
    ref: str


def _paper(title: str, arxiv: str) -> Source:
    return Source(title, f"https://arxiv.org/abs/{arxiv}")


def _scaling_book(chapter: str, file: str) -> Source:
    return Source(f"How to Scale Your Model, {chapter}", f"github:jax-ml/scaling-book {file}.md")


SOURCES: dict[str, Source] = {
    "amdahl1967": Source(
        "Amdahl 1967, Validity of the single processor approach",
        "https://doi.org/10.1145/1465482.1465560",
    ),
    "bennett1948": Source(
        "Bennett 1948, Spectra of quantized signals",
        "https://doi.org/10.1002/j.1538-7305.1948.tb01340.x",
    ),
    "cuda-best-practices": Source(
        "CUDA C++ Best Practices Guide, Calculating Occupancy",
        "https://docs.nvidia.com/cuda/cuda-c-best-practices-guide/",
    ),
    "cuda-guide": Source(
        "CUDA C++ Programming Guide, technical specifications per compute capability",
        "https://docs.nvidia.com/cuda/cuda-c-programming-guide/",
    ),
    "cuda-occupancy": Source(
        "CUDA occupancy API",
        "https://docs.nvidia.com/cuda/cuda-runtime-api/group__CUDART__OCCUPANCY.html",
    ),
    "daly2006": Source(
        "Daly 2006, A higher order estimate of the optimum checkpoint interval",
        "https://doi.org/10.1016/j.future.2004.11.016",
    ),
    "dao2022": _paper("Dao et al. 2022, FlashAttention", "2205.14135"),
    "dao2023": _paper("Dao 2023, FlashAttention-2", "2307.08691"),
    "deepseek-v2": _paper("DeepSeek-AI 2024, DeepSeek-V2", "2405.04434"),
    "deepseek-v3": _paper("DeepSeek-AI 2024, DeepSeek-V3 technical report", "2412.19437"),
    "derived": Source("Arithmetic from its inputs", "-"),
    "die-per-wafer": Source(
        "Die per wafer, edge-corrected estimate",
        "https://calculator.academy/die-per-wafer-calculator/",
    ),
    "distserve2024": _paper("Zhong et al. 2024, DistServe", "2401.09670"),
    "flash-attention-1525": Source(
        "FlashAttention FLOP count", "https://github.com/Dao-AILab/flash-attention/issues/1525"
    ),
    "flynn": Source(
        "Flynn, Computer Architecture, p. 89",
        "https://www.progettoatena.it/manuali/computer_architecture/files/page_89.html",
    ),
    "ggml": Source("ggml block formats", "github:ggml-org/ggml src/ggml-common.h"),
    "gpipe2019": _paper("Huang et al. 2019, GPipe", "1811.06965"),
    "gpt3-2020": _paper("Brown et al. 2020, GPT-3, appendix D", "2005.14165"),
    "gptq2022": _paper("Frantar et al. 2022, GPTQ", "2210.17323"),
    "gqa2023": _paper("Ainslie et al. 2023, GQA", "2305.13245"),
    "gshard2020": _paper("Lepikhin et al. 2020, GShard", "2006.16668"),
    "gustafson1988": Source(
        "Gustafson 1988, Reevaluating Amdahl's law", "https://doi.org/10.1145/42411.42415"
    ),
    "he2015": _paper("He et al. 2015, Deep residual learning", "1512.03385"),
    "hf-mem-70": Source(
        "KV cache of sliding-window hybrids", "https://github.com/alvarobartt/hf-mem/pull/70"
    ),
    "hoffmann2022": _paper("Hoffmann et al. 2022, Training compute-optimal LLMs", "2203.15556"),
    "hu2021": _paper("Hu et al. 2021, LoRA", "2106.09685"),
    "ibta": Source("InfiniBand roadmap", "https://www.infinibandta.org/infiniband-roadmap/"),
    "kaplan2020": _paper("Kaplan et al. 2020, Scaling laws", "2001.08361"),
    "korthikanti2022": _paper(
        "Korthikanti et al. 2022, Reducing activation recomputation", "2205.05198"
    ),
    "leviathan2023": _paper("Leviathan et al. 2023, Speculative decoding", "2211.17192"),
    "little1961": Source(
        "Little 1961, A proof for the queuing formula", "https://doi.org/10.1287/opre.9.3.383"
    ),
    "llama3-2024": _paper("Grattafiori et al. 2024, The Llama 3 herd of models", "2407.21783"),
    "megatron-lm": Source(
        "Megatron-LM, distributed optimizer", "github:NVIDIA/Megatron-LM docs/source"
    ),
    "megatron2021": _paper("Narayanan et al. 2021, Megatron-LM on GPU clusters", "2104.04473"),
    "mishra2021": _paper("Mishra et al. 2021, Accelerating sparse DNNs", "2104.08378"),
    "mistral2023": _paper("Jiang et al. 2023, Mistral 7B", "2310.06825"),
    "mixtral2024": _paper("Jiang et al. 2024, Mixtral of experts", "2401.04088"),
    "modal-glossary": Source("Modal GPU Glossary", "github:modal-labs/gpu-glossary"),
    "murphy1964": Source(
        "Murphy 1964, Cost-size optima of monolithic integrated circuits",
        "https://doi.org/10.1109/PROC.1964.3442",
    ),
    "nccl-tests": Source("nccl-tests, performance", "github:NVIDIA/nccl-tests doc/PERFORMANCE.md"),
    "nccl-trees": Source(
        "NCCL 2.4, double binary trees",
        "https://developer.nvidia.com/blog/massively-scale-deep-learning-training-nccl-2-4/",
    ),
    "nvidia-conv": Source(
        "NVIDIA, Convolutional layers user's guide",
        "https://docs.nvidia.com/deeplearning/performance/dl-performance-convolutional/",
    ),
    "nvidia-dl-performance": Source(
        "NVIDIA, GPU performance background user's guide",
        "https://docs.nvidia.com/deeplearning/performance/dl-performance-gpu-background/",
    ),
    "nvidia-matmul": Source(
        "NVIDIA, Matrix multiplication background user's guide",
        "https://docs.nvidia.com/deeplearning/performance/dl-performance-matrix-multiplication/",
    ),
    "nvidia-mig": Source(
        "NVIDIA MIG user guide", "https://docs.nvidia.com/datacenter/tesla/mig-user-guide/"
    ),
    "nvidia-nim-benchmarking": Source(
        "NVIDIA NIM LLM benchmarking guide, metrics",
        "https://docs.nvidia.com/nim/benchmarking/llm/latest/metrics.html",
    ),
    "nvidia-nsight": Source(
        "Nsight Systems user guide", "https://docs.nvidia.com/nsight-systems/UserGuide/"
    ),
    "nvidia-nvfp4": Source(
        "NVIDIA, Introducing NVFP4",
        "https://developer.nvidia.com/blog/introducing-nvfp4-for-efficient-and-accurate-low-precision-inference",
    ),
    "nvidia-sharp": Source("NVIDIA SHARP", "https://docs.nvidia.com/networking/display/sharpv300"),
    "nvidia-smi": Source(
        "nvidia-smi, utilisation", "https://docs.nvidia.com/deploy/nvidia-smi/index.html"
    ),
    "nvidia-v100": Source(
        "NVIDIA V100 whitepaper",
        "https://images.nvidia.com/content/volta-architecture/pdf/volta-architecture-whitepaper.pdf",
    ),
    "ocp-mx": Source(
        "OCP Microscaling formats (MX) 1.0",
        "https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf",
    ),
    "palm2022": _paper("Chowdhery et al. 2022, PaLM, appendix B", "2204.02311"),
    "pci-sig": Source("PCI Express base specification", "https://pcisig.com/specifications"),
    "pytorch-cuda-graphs": Source(
        "PyTorch, Accelerating with CUDA graphs",
        "https://pytorch.org/blog/accelerating-pytorch-with-cuda-graphs/",
    ),
    "scaling-book-1": _scaling_book("ch. 1 rooflines", "roofline"),
    "scaling-book-4": _scaling_book("ch. 4 transformers", "transformers"),
    "scaling-book-5": _scaling_book("ch. 5 training", "training"),
    "scaling-book-6": _scaling_book("ch. 6 training LLaMA 3", "applied-training"),
    "scaling-book-7": _scaling_book("ch. 7 inference", "inference"),
    "scaling-book-8": _scaling_book("ch. 8 serving LLaMA 3", "applied-inference"),
    "shazeer2020": _paper("Shazeer 2020, GLU variants improve transformer", "2002.05202"),
    "shoeybi2019": _paper("Shoeybi et al. 2019, Megatron-LM", "1909.08053"),
    "stas00": Source("Stas Bekman, Machine learning engineering", "github:stas00/ml-engineering"),
    "vllm2023": _paper("Kwon et al. 2023, PagedAttention", "2309.06180"),
    "williams2008": Source(
        "Williams et al., Roofline (report 2008, CACM 2009)",
        "https://doi.org/10.1145/1498765.1498785",
    ),
    "young1974": Source(
        "Young 1974, A first order approximation to the optimum checkpoint interval",
        "https://doi.org/10.1145/361147.361115",
    ),
    "zero2020": _paper("Rajbhandari et al. 2020, ZeRO", "1910.02054"),
}
