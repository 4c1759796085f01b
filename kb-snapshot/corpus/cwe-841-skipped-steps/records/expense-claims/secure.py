from dataclasses import dataclass, field
from enum import Enum


class State(Enum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PAID = "paid"


BEFORE = {State.SUBMITTED: State.DRAFT, State.APPROVED: State.SUBMITTED, State.PAID: State.APPROVED}


@dataclass
class Claim:
    owner: str
    amount: int
    state: State = State.DRAFT
    history: list[str] = field(default_factory=list)

    def move(self, state: State, who: str) -> None:
        if self.state is not BEFORE[state]:
            raise ValueError(f"a claim that is {self.state.value} can't become {state.value}")
        self.state = state
        self.history.append(f"{state.value} by {who}")

    def submit(self) -> None:
        self.move(State.SUBMITTED, self.owner)

    def approve(self, manager: str) -> None:
        if manager == self.owner:
            raise PermissionError("claims are approved by somebody else")
        self.move(State.APPROVED, manager)

    def pay(self, transfer) -> None:
        self.move(State.PAID, "accounting")
        transfer(self.owner, self.amount)
