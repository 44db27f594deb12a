"""Improve 改进: from a finding to a proven change."""
