"""What an error looks like: the few whose message says enough to name a mistake. A module holds one family."""

from nablabook.checks.symptoms.errors.diagnose import diagnose_error

__all__ = ["diagnose_error"]
