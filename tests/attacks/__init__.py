"""The bank of attacks: one file each, tried against the real grader. See bank.py for the form."""
