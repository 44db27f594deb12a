"""The addresses of guarantees; of the public page, receipts and heads; and of a customer's return."""

from django.urls import path

from zhiyin.recover.guarantees.views import everybody, receipts, returns, staff

app_name = "guarantees"

urlpatterns = [
    path("guarantees", staff.guarantees, name="guarantees"),
    path("guarantees/replays", staff.replays, name="replays"),
    path("guarantees/<slug:key>", staff.guarantee, name="guarantee"),
    path("guarantees/<slug:key>/versions", staff.versions, name="versions"),
    path("guarantees/<slug:key>/ending", staff.ending, name="ending"),
    path("orders/<uuid:id>/return", returns.for_customer, name="return_for"),
    path("our-promises", everybody.promises, name="promises"),
    path("our-promises/<str:language>", everybody.promises_in, name="promises_in"),
    path("receipts", receipts.asked, name="receipts"),
    path("receipts/<str:receipt>", receipts.receipt, name="receipt"),
    path("receipts/<str:receipt>/proof", receipts.proof, name="proof"),
    path("ledger-heads", receipts.heads, name="heads"),
    path("ledger-heads/<str:day>", receipts.head, name="head"),
    path("ledger-heads/<str:day>/code", receipts.code, name="head_code"),
    path("my-return/<str:token>", returns.mine, name="my_return"),
]
