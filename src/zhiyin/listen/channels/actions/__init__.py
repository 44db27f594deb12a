"""Verbs about channels, one file each noun: channels, arrivals, receiving, sending, delivering."""

from zhiyin.listen.channels.actions.arrivals import accept, process, run_again, store_arrival, store_mail, take_in
from zhiyin.listen.channels.actions.channels import arm_replies, change_channel, make_channel
from zhiyin.listen.channels.actions.delivering import TooLate, deliver, mark_sent, release, withdraw
from zhiyin.listen.channels.actions.fetching import fetch_file
from zhiyin.listen.channels.actions.marks import note_read, see, tell_typing
from zhiyin.listen.channels.actions.receiving import receive
from zhiyin.listen.channels.actions.sending import send
from zhiyin.listen.channels.actions.visitors import introduce
from zhiyin.listen.channels.incoming import Incoming, Part

__all__ = [
    "Incoming",
    "Part",
    "TooLate",
    "accept",
    "arm_replies",
    "change_channel",
    "deliver",
    "fetch_file",
    "introduce",
    "make_channel",
    "mark_sent",
    "note_read",
    "process",
    "receive",
    "release",
    "run_again",
    "see",
    "send",
    "store_arrival",
    "store_mail",
    "take_in",
    "tell_typing",
    "withdraw",
]
