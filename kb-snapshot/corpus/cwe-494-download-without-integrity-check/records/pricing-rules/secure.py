import httpx


class PriceRules:
    """Rules that the pricing team publishes; refreshed without a new release of the shop."""

    def __init__(self, base_url, public_key):
        self.base_url = base_url
        self.public_key = public_key
        self.price = None

    async def refresh(self):
        async with httpx.AsyncClient(base_url=self.base_url) as client:
            source = (await client.get("/rules.py")).raise_for_status().content
            signature = (await client.get("/rules.py.sig")).raise_for_status().content
        self.public_key.verify(signature, source)
        rules = {}
        exec(compile(source, "rules.py", "exec"), rules)
        self.price = rules["price"]

    def total(self, items):
        return sum(self.price(name, count) for name, count in items)
