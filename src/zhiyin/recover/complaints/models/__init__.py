"""Complaints and their steps; problems and their proofs; reports of danger and their seals."""

from zhiyin.recover.complaints.models.complaint import Cause, Complaint, Evidence, Solution, StatutoryClock, Step
from zhiyin.recover.complaints.models.problem import Correction, Problem, Proof
from zhiyin.recover.complaints.models.safety import Alarm, SafetyAnswer, SafetyReport, Seal

__all__ = [
    "Alarm",
    "Cause",
    "Complaint",
    "Correction",
    "Evidence",
    "Problem",
    "Proof",
    "SafetyAnswer",
    "SafetyReport",
    "Seal",
    "Solution",
    "StatutoryClock",
    "Step",
]
