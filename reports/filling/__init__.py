"""Head office's own forms, filled part by part so that everything else in them stays as it was."""

from .filled import Filled, Grown, Place
from .form import fill_form

__all__ = ["Filled", "Grown", "Place", "fill_form"]
