from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

OWN = "balance@bank.example"


def sender_of(mail: EmailMessage) -> str:
    return parseaddr(mail["From"])[1].lower()


def answer_to(mail: EmailMessage) -> str:
    return parseaddr(mail["Reply-To"] or mail["From"])[1]


def answer(raw: bytes, customers: dict[str, int]) -> EmailMessage | None:
    """The answer to an incoming mail, or None when the sender is no customer."""
    mail = message_from_bytes(raw, policy=policy.default)
    customer = sender_of(mail)
    if customer not in customers:
        return None
    reply = EmailMessage()
    reply["From"] = OWN
    reply["To"] = answer_to(mail)
    reply["Subject"] = "Your balance"
    reply.set_content(f"Your balance is {customers[customer]}.")
    return reply
