from django.db import models


class Ticket(models.Model):
    title = models.CharField(max_length=200)
    team = models.CharField(max_length=50)
    urgency = models.IntegerField(default=0)
    done = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)

    class Meta:
        app_label = "helpdesk"
        db_table = "ticket"


class TicketBoard:
    """What a team sees on its wall."""

    def __init__(self, limit: int = 20):
        self.limit = limit

    def open_tickets(self, team: str) -> list[str]:
        tickets = Ticket.objects.raw(
            f"SELECT * FROM ticket WHERE NOT done AND NOT secret AND team = '{team}' ORDER BY -urgency"
        )
        return [ticket.title for ticket in tickets[: self.limit]]
