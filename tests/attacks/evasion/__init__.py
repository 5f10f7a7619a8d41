"""Attacks of one class, one file each."""
