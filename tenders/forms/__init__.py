from .rows import RowForm, RowFormSet
from .sheets import Sheet, sheet_for
from .start import CopyForm, NewTenderForm, ProcedureForm

__all__ = ["CopyForm", "NewTenderForm", "ProcedureForm", "RowForm", "RowFormSet", "Sheet", "sheet_for"]
