"""Head office's own forms, filled part by part so that everything else in them stays as it was."""

from .filled import Filled, Grown, Place
from .form import fill_form
from .opening import NeedsPassword

__all__ = ["Filled", "Grown", "NeedsPassword", "Place", "fill_form"]
