"""Verbs about channels, one file each noun: channels, arrivals, receiving, sending, delivering."""

from zhiyin.listen.channels.actions.arrivals import accept, process, store_arrival, store_mail, take_in
from zhiyin.listen.channels.actions.channels import arm_replies, change_channel, make_channel
from zhiyin.listen.channels.actions.delivering import deliver, release
from zhiyin.listen.channels.actions.fetching import fetch_file
from zhiyin.listen.channels.actions.marks import note_read, see, tell_typing
from zhiyin.listen.channels.actions.mending import mend, run_again, set_aside, take_back
from zhiyin.listen.channels.actions.proving import mark_sent
from zhiyin.listen.channels.actions.receiving import receive
from zhiyin.listen.channels.actions.sending import Outgoing, send, send_all
from zhiyin.listen.channels.actions.visitors import introduce
from zhiyin.listen.channels.actions.withdrawing import TooLate, withdraw
from zhiyin.listen.channels.chat.waiting import Hours, offer_hours, offer_place
from zhiyin.listen.channels.incoming import Incoming, Part

__all__ = [
    "Hours",
    "Incoming",
    "Outgoing",
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
    "mend",
    "note_read",
    "offer_hours",
    "offer_place",
    "process",
    "receive",
    "release",
    "run_again",
    "see",
    "send",
    "send_all",
    "set_aside",
    "store_arrival",
    "store_mail",
    "take_back",
    "take_in",
    "tell_typing",
    "withdraw",
]
