"""Serving: latency, throughput, replicas."""

import pytest

from tools import (
    replicas_needed,
    request_latency_seconds,
    serving_tokens_per_s,
)


def test_the_first_token_comes_out_of_prefill() -> None:
    found = request_latency_seconds(
        prefill_s=0.3, inter_token_latency_s=0.02, output_tokens=1, queue_s=0.1
    )
    assert found.value == found.parts["time_to_first_token_s"] == pytest.approx(0.4)


def test_throughput_without_prefill_is_batch_over_latency() -> None:
    assert serving_tokens_per_s(batch=64, inter_token_latency_s=0.016).value == 4000


def test_replicas_are_whole() -> None:
    found = replicas_needed(requests_per_s=1, output_tokens=101, tokens_per_s_per_replica=100)
    assert found.value == 2
