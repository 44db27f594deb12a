# ruff: noqa: E501 - what mails say has long lines
"""What the mails of the corpus (`../shared/data/mail`) say, written down by reading each of them, not by running our code."""

from __future__ import annotations

from typing import NamedTuple


class File(NamedTuple):
    """A file: its name, type, bytes and the beginning of the SHA-256 of its content."""

    name: str
    kind: str
    size: int
    digest: str = "e3b0c44298fc"  # of nothing
    inline: bool = False


class Expected(NamedTuple):
    """`said` is the whole of the new text, or where it ends in `…`, its beginning, and `last` its end; `quoted` is a piece of
    what is folded, blank if nothing is; `html` a piece of the page, blank if there is none."""

    subject: str
    name: str
    sender: str
    said: str
    files: tuple[File, ...] = ()
    last: str = ""
    quoted: str = ""
    html: str = ""
    automatic: bool = False


AVATARS = (
    File("avatar1.jpeg", "image/jpg", 20535, "ecda640e0af8"),
    File("avatar2.jpg", "image/jpg", 12686, "b9d9b198fffb"),
)
AVATARS_INLINE = tuple(one._replace(inline=True) for one in AVATARS)
POSTERS = tuple(File(f"poster ({n}).jpg", "image/jpeg", 0, inline=True) for n in (8, 7, 1))
DEBATE = "Discussion: Let's debate these attachments"
IMAGES = "Let's talk about these images:"
SONY = ("Sony Mathew", "sony@chatwoot.com")
TRADING = (
    "Hi people!\n\nWe are excited to inform you that we have recently released some new\nfeatures and several updates to our"
    " platform. These features and updates\nare designed to enhance your experience and make your trading journey\nseamless and"
    " efficient."
)
SCREENSHOTS = (
    "05-03 at 3.32.04", "05-03 at 2.52.11", "05-03 at 3.32.12", "05-03 at 2.46.52", "05-03 at 2.49.26", "05-03 at 7.58.33",
    "05-03 at 6.32.57", "05-03 at 7.58.04", "04-26 at 1.37.06", "04-26 at 1.50.55", "04-29 at 10.17.21", "05-02 at 11.44.34",
    "05-02 at 11.44.50", "05-03 at 2.46.52", "05-03 at 2.49.26", "05-03 at 2.52.11", "05-02 at 11.49.19", "05-03 at 3.32.04",
    "05-03 at 3.32.12", "04-26 at 9.43.29", "05-03 at 6.32.57", "05-03 at 7.58.04", "05-03 at 7.58.33", "04-26 at 1.37.06",
    "04-29 at 10.17.21", "05-02 at 11.44.34", "04-26 at 1.50.55", "05-02 at 11.44.50", "05-02 at 11.49.19", "04-26 at 9.43.29",
)  # fmt: skip
_PM = {"04-26 at 9.43.29": "AM"}
_LONG = "Attachment without body - and a l"

EXPECTED: dict[str, Expected] = {
    "chatwoot-attachments_without_filename": Expected(
        "multiple attachments", "", "test@gmail.com", TRADING, quoted="> Okay noted",
        files=(File("image-1.png", "image/png", 0), File("image-2.png", "image/png", 0)),
    ),
    "chatwoot-attachments_without_text": Expected(
        "Hello there", "", "hello@icloud.com", "", files=(File("1kb.png", "image/png", 1049, "8ccee4e038c2", True),) * 2
    ),
    "chatwoot-auto_reply": Expected(DEBATE, *SONY, IMAGES, AVATARS_INLINE, automatic=True),
    "chatwoot-auto_reply_with_auto_submitted": Expected(DEBATE, *SONY, IMAGES, AVATARS_INLINE, automatic=True),
    "chatwoot-bounced_gmail": Expected(
        "Delivery Status Notification (Failure)", "Mail Delivery Subsystem", "mailer-daemon@googlemail.com",
        "** Address not found **\n\nYour message wasn't delivered to alex.jones@fictionalcorp.com because the address couldn't"
        " be found…", last="d2e1a72fcca58-74ce2b0525csor332154b3a.0 - gsmtp", html="Address not found", automatic=True,
        files=(
            File("icon.png", "image/png", 0),
            File("message-2", "message/delivery-status", 0),
            File("Just checking in.eml", "message/rfc822", 514, "*"),
        ),
    ),
    "chatwoot-bounced_with_no_from": Expected(
        "Undelivered Mail Returned to Sender", "", "", "This is the mail system at host smtp5.relay.example.com.…",
        last="noreply@example-service.com does not exist (in reply to RCPT TO command)", automatic=True,
        files=(File("message-1", "message/delivery-status", 526, "*"), File("message-2.eml", "message/rfc822", 88, "*")),
    ),
    "chatwoot-email_with_inline_pdf": Expected(
        "Sample PDF", "", "user@icloud.com", "Here is an example mail with inline PDF",
        (File("dummy.pdf", "application/pdf", 13264, "3df79d34abbc", True),),
    ),
    "chatwoot-forwarder_email": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-group_sender_support": Expected(DEBATE, "ACME group", "acme_group@example.com", IMAGES, AVATARS),
    "chatwoot-html_and_attachments": Expected(
        "attachment with html", "", "tejaswini@example.com", "This is html and attachments only mail",
        (File("1610894557447.jpg", "image/jpeg", 172081, "f83521ba782c"),),
        html="<h1>\nThis is html and attachments only mail\n</h1>",
    ),
    "chatwoot-in_reply_to": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-mail_with_html_part_no_html_content": Expected(
        "New inline image test email conversation", *SONY,
        "Greetings!\n\nThis is test message.\n\n\u200b\n\nThis is test message. \xa0 Thank you.\n\nSincerely,\n\n"
        "Sales Associate\n\nexample.com", (File("1.png", "image/png", 0, inline=True),), html="<br",
    ),
    "chatwoot-mail_with_inline_images": Expected(
        "New inline image test email conversation", *SONY,
        "HTML content and inline images\n[image: poster (8).jpg][image: poster (7).jpg][image: poster (1).jpg]", POSTERS,
        html='src="cid:ii_lm7fuura0"',
    ),
    "chatwoot-mail_with_invalid_to": Expected(
        "stranded in mars", "Mark Whatney", "mark@planetmars.com", "hey v, can i get some help over here?", html="hey v"
    ),
    "chatwoot-mail_with_invalid_to_2": Expected(
        "stranded in mars", "Mark Whatney", "mark@planetmars.com", "hey v, can i get some help over here?", html="hey v"
    ),
    "chatwoot-mail_with_no_date": Expected("test text only mail", "", "testemail@gmail.com", "text only mail"),
    "chatwoot-mail_with_no_subject": Expected("", *SONY, IMAGES, AVATARS_INLINE),
    "chatwoot-mail_with_plain_text_and_inline_image": Expected(
        "New inline image test email conversation", *SONY,
        "[image: poster (8).jpg][image: poster (7).jpg][image: poster (1).jpg]\n\n"
        "Let's add no HTML content here, just plain text and images", POSTERS, quoted="*Tejaswini Chile.*",
    ),
    "chatwoot-mail_with_quote": Expected(
        "Re: Checking mail forwarding to cw inbox", *SONY, "Yes, I am providing you step how to reproduce this issue",
        quoted="> Any update on this?", html='class="gmail_quote"',
    ),
    "chatwoot-mail_with_references": Expected(DEBATE, *SONY, "Email with references header"),
    "chatwoot-multiple_attachments": Expected(
        "multiple attachments", "", "test@gmail.com", "Attaching 30 files:\n\n" + TRADING, quoted="> Okay noted",
        files=tuple(File(f"Screenshot 2023-{one} {_PM.get(one, 'PM')}.png", "image/png", 0) for one in SCREENSHOTS),
    ),
    "chatwoot-multiple_in_reply_to": Expected(DEBATE, *SONY, "Let's talk about these images"),
    "chatwoot-non_utf_encoded_mail": Expected(
        "أهلين عميلنا الكريم", "متجر سوق نت", "example@gmail.com",
        "أنظروا، أنا أحتاجها فقط لتقوم بالتدقيق في مقالتي الشخصية", automatic=True,
    ),
    "chatwoot-notification": Expected(
        "Sojan, A new conversation [ID - 873] has been assigned to you.", "", "accounts@chatwoot.com",
        "Hi Sojan,\n\nTime to save the world. A new conversation has been assigned to you\n\nClick here to get cracking.\n\n"
        "— Team Chatwoot\nhttps://www.chatwoot.com\n\nFollow @chatwootapp on Twitter.", html="Follow <a",
    ),
    "chatwoot-only_attachments": Expected(
        "only attachments", "", "attach@example.com", "",
        (File("66638193_2047148535391784_8239239177862905856_o.jpg", "image/jpeg", 203542, "b3fa44b5f271"),),
    ),
    "chatwoot-only_html": Expected(
        "test html only mail", "", "tejaswini@ex.com", "This is html only mail", html="<h1>\nThis is html only mail\n</h1>"
    ),
    "chatwoot-only_text": Expected("test text only mail", "", "text@example.com", "text only mail"),
    "chatwoot-references": Expected(DEBATE, *SONY, "References Email"),
    "chatwoot-reply": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-reply_cc": Expected(
        DEBATE, *SONY, "Hello,\n\nFind the related inbox.", quoted="*Sony Mathew*", html='class="gmail_signature"'
    ),
    "chatwoot-reply_mail_without_uuid": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-reply_to": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-support": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-support_1": Expected(
        "Get Paid to post an article", "", "sony@chatwoot.com",
        "Hi,\n\nWe are providing you platform from here you can sell paid posts on your website.…",
        last="Skype: live:.cid.something", html="Skype: live:.cid.something",
    ),
    "chatwoot-support_in_reply_to": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-support_uppercase": Expected(DEBATE, *SONY, IMAGES, AVATARS),
    "chatwoot-support_without_sender_name": Expected(DEBATE, "", "sony@chatwoot.com", IMAGES, AVATARS),
    "chatwoot-welcome": Expected(DEBATE, *SONY, IMAGES, AVATARS_INLINE),
    "chatwoot-welcome_html": Expected(
        "Fwd: How good are you in English? How did you improve your English?", *SONY,
        "I'm learning English as a first language for the past 13 years, but to be\nhonest, my English was drastically"
        " improved only in the past 3 years. I did\nmy kindergarten in an ICSC school in Madura…", last="https://www.test.com",
        html="Hi tejas, it's the sample of html email.",
    ),
    "django-helpdesk-all-special-chars": Expected(
        "Testovácí email", "Timothy Hobbs", "timothy.hobbs@auto-mat.cz", "íářčšáíéřášč"
    ),
    "django-helpdesk-blank-body-with-attachment": Expected(
        _LONG + "o" * 179 + "ng subject", "Timothy Hobbs", "timothy.hobbs@auto-mat.cz", "", (File("baf", "text/plain", 24, "d3cb7a3b18e7"),)
    ),
    "django-helpdesk-forwarded-message": Expected(
        "Test with original message from GitHub", "The Sender", "sender@domain.tld", "This is email body",
        quoted="We noticed that, at April 5th, 2021 at 23:09 (UTC) your application accessed",
    ),
    "django-helpdesk-pgp": Expected(
        "example email that crashes django-helpdesk get_email", "Bug Reporter", "bugreporter@example.com",
        "hi, thanks for looking into this :)\n\n"
        "https://github.com/django-helpdesk/django-helpdesk/issues/567#issuecomment-342954233",
        (File("signature.asc", "application/pgp-signature", 801, "1610e8aac79f"),),
    ),
    "django-helpdesk-quoted_printable": Expected(
        "Český test", "Tim hobbs", "tim.thelion@gmail.com", "Tohle je test českých písmen odeslaných z gmailu.",
        html="Tohle je test českých písmen",
    ),
    "django-helpdesk-utf-nondecodable": Expected(
        "Fwd: Cyklozaměstnavatel - změna vyhodnocení", "John Smith", "john.smith@example.cz",
        "-------- Forwarded Message --------\nSubject: \tCyklozaměstnavatel - změna vyhodnocení\n…", last="Díky moc!\nn.",
        html="prosazuje lepší",
    ),
}  # fmt: skip
