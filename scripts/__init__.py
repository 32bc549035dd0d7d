"""Tools for those who work on the project; nothing of the product imports them."""
