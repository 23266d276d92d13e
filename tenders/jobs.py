"""What tenders have done every so often."""

from datetime import datetime, time

from jobs.schedule import comes_round

from .services.telling import tell_daily


@comes_round("mail_searches", daily_at=time(7))
def mail_searches(now: datetime) -> None:
    tell_daily(now)
