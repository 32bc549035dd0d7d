"""Faults that take too long for `make test`; `make drill` runs them."""
