import operator
from dataclasses import dataclass, field

COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq}


@dataclass
class Rule:
    field: str
    comparison: str
    limit: float
    discount: float


@dataclass
class PriceRules:
    rules: list[Rule] = field(default_factory=list)

    def add(self, field: str, comparison: str, limit: float, discount: float) -> None:
        self.rules.append(Rule(field, comparison, float(limit), float(discount)))

    def applies(self, rule: Rule, order: dict[str, float]) -> bool:
        compare = COMPARISONS[rule.comparison]
        return compare(order[rule.field], rule.limit)

    def price(self, order: dict[str, float]) -> float:
        total = order["quantity"] * order["unit_price"]
        discounts = [rule.discount for rule in self.rules if self.applies(rule, order)]
        return round(total * (1 - max(discounts, default=0)), 2)
