from reporting.forms.reports import YearForm
from reporting.forms.texts import SectionForm, StoryForm

__all__ = ["SectionForm", "StoryForm", "YearForm"]
