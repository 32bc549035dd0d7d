"""Pure text work: an article in, values out. No I/O, no clock, no asyncio, no aiogram."""
