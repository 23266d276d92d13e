from .rows import RowForm, RowFormSet
from .sheets import Sheet, sheet_for
from .start import NewTenderForm

__all__ = ["NewTenderForm", "RowForm", "RowFormSet", "Sheet", "sheet_for"]
