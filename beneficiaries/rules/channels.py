"""By which means does the house write to a person?"""

from beneficiaries.enums import PreferredChannel


def reminder_channel(
    *, preferred: str, has_email: bool, has_phone: bool, may_leave_message: bool
) -> PreferredChannel | None:
    """E-mail, unless the person prefers messages on the phone; None when neither is possible.

    A message is not left on a phone that others may read.
    """
    if preferred == PreferredChannel.SMS and has_phone and may_leave_message:
        return PreferredChannel.SMS
    return PreferredChannel.EMAIL if has_email else None
