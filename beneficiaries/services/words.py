"""A few words to one address, by the means that suits its reader."""

from collections.abc import Mapping
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from beneficiaries.enums import PreferredChannel
from mirec.core.sms import send_sms


def send_words(
    way: PreferredChannel, address: str, *, subject: str, mail: str, sms: str,
    context: Mapping[str, Any],
) -> None:  # fmt: skip
    """`mail` and `sms` are templates; a text message is one line. Raises what the server raises."""
    if way == PreferredChannel.SMS:
        send_sms(address, " ".join(render_to_string(sms, context).split()))
    else:
        send_mail(subject, render_to_string(mail, context), None, [address])
