"""A simulated company with known truths: it seeds the demo and feeds tests and benchmarks."""
