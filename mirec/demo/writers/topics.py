"""Topics and prompts of the demo's follow-ups, dealt in turn under each kind."""

from collections import Counter
from dataclasses import dataclass, field

from coaching.enums import FollowUpKind, Outcome
from coaching.models import Prompt, Topic
from mirec.demo.chance import dealt

WITHOUT_TOPIC = 4
"""One follow-up in so many has no topic."""
WITH_PROMPT = 6
"""One exchange in so many was written from a text to start from."""


@dataclass
class Topics:
    """Reads the house's lists once; the same order of follow-ups gives the same topics."""

    topics: dict[str, list[int]] = field(default_factory=dict)
    prompts: dict[str, list[int]] = field(default_factory=dict)
    dealt_out: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for kind in FollowUpKind:
            self.topics[kind] = list(Topic.objects.filter(kind=kind).values_list("pk", flat=True))
            prompts = Prompt.objects.filter(kind=kind).order_by("pk")
            self.prompts[kind] = list(prompts.values_list("pk", flat=True))

    def of(self, kind: FollowUpKind, outcome: Outcome) -> dict[str, int | None]:
        """The `topic_id` and `prompt_id` of the next follow-up of this kind."""
        turn = self.dealt_out[kind]
        self.dealt_out[kind] += 1
        topics, prompts = self.topics[kind], self.prompts[kind]
        has_topic = topics and turn % WITHOUT_TOPIC
        has_prompt = prompts and outcome is Outcome.DONE and turn % WITH_PROMPT == 0
        return {
            "topic_id": dealt(topics, turn) if has_topic else None,
            "prompt_id": dealt(prompts, turn) if has_prompt else None,
        }
