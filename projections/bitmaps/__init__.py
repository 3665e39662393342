"""Which activities stand under what now, as bitmaps in the memory of a process: lists are found and counted in them."""
