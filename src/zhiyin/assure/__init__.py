"""Assure 保障: quality, fairness, privacy and the trail of it all."""
