"""Proving a room: its checks take every right variant, and refuse every wrong one with its own sentence."""
