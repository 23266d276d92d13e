"""The rules of the check, by subject. Each is one function; its docstring says why it is there."""
