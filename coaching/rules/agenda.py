"""What does an appointment become once it is over, and how is a person reminded of it? Tables."""

from coaching.enums import AppointmentStatus, Channel, FollowUpKind, Outcome, Phase

OUTCOMES = {
    AppointmentStatus.KEPT: Outcome.DONE,
    AppointmentStatus.NO_SHOW: Outcome.NO_SHOW,
    AppointmentStatus.EXCUSED: Outcome.EXCUSED,
}
"""How an appointment may end, and the outcome that its follow-up keeps."""
FEED_WORDS = {
    Channel.OFFICE: "Entretien",
    Channel.PHONE: "Appel",
    Channel.EMAIL: "E-mail",
    Channel.SMS: "SMS",
    Channel.VISIT: "Visite",
    Channel.VIDEO: "Visioconférence",
}
"""All that a subscribed calendar says of an appointment, beside the initials."""
OWN_FEED_WORDS = {
    Channel.OFFICE: "Rendez-vous à la Mire",
    Channel.PHONE: "Appel de la Mire",
    Channel.EMAIL: "E-mail de la Mire",
    Channel.SMS: "SMS de la Mire",
    Channel.VISIT: "Rendez-vous avec la Mire",
    Channel.VIDEO: "Rendez-vous avec la Mire, en vidéo",
}
"""All that the person's own calendar says of an appointment, beside its hour and its place."""
REMINDER_PLACES = {
    Channel.OFFICE: "dans nos bureaux",
    Channel.PHONE: "par téléphone : nous vous appelons",
    Channel.EMAIL: "par e-mail",
    Channel.SMS: "par SMS",
    Channel.VISIT: "sur place",
    Channel.VIDEO: "en visioconférence",
}
NOT_HELD = {AppointmentStatus.CANCELLED, AppointmentStatus.EXCUSED}
"""What its person reads as « annulé »: known ahead that it does not take place."""
DEFAULT_MINUTES = 45
CANCELLED_SHOWN_DAYS = 30
"""How long a cancelled appointment stays in the feed, marked so that programs take it away."""
FEED_DAYS_BACK = 60


def kind_of(channel: str, phase: str) -> FollowUpKind:
    """The kind of follow-up that an appointment most likely was; the coach may correct it."""
    if channel == Channel.VISIT:
        return FollowUpKind.COMPANY_VISIT
    if phase == Phase.IN_EMPLOYMENT:
        return FollowUpKind.AFTER_HIRE
    return FollowUpKind.INTERVIEW
