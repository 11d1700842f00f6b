"""What `ptxas -v` says of the hand-written kernel: its registers and spills."""

from interviewer.incidents.artefacts.ncu import Profile
from interviewer.incidents.incident import Incident


def ptxas(incident: Incident) -> str:
    """`nvcc -Xptxas -v` on the hand-written kernel, or on a fused elementwise one."""
    own = [k for k in incident.job.kernels if k.kind == "custom"]
    kernel = own[0] if own else incident.job.kernels[-1]
    name = kernel.name.removeprefix("void ").split("<")[0].split("::")[-1]
    build = Profile(incident, kernel, 0).build
    sm = incident.job.machine.capability.replace(".", "")
    mangled = f"_Z{len(name)}{name}PKfPfii"
    return "\n".join(
        [
            "ptxas info    : 0 bytes gmem",
            f"ptxas info    : Compiling entry function '{mangled}' for 'sm_{sm}'",
            f"ptxas info    : Function properties for {mangled}",
            "    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads",
            f"ptxas info    : Used {build.registers_per_thread} registers, used 1 barriers",
            "ptxas info    : Compile time = 41.207 ms",
        ]
    )
