"""Recipe scaling."""

from fastapi import FastAPI, HTTPException

app = FastAPI(title="Recipes")

RECIPES = {
    "pancakes": {"servings": 4, "flour": 250, "milk": 500},
    "soup": {"servings": 6, "leek": 900, "cream": 200},
}


@app.get("/recipes/{name}")
async def scaled(name: str, servings: int = 4):
    recipe = RECIPES.get(name)
    if recipe is None:
        raise HTTPException(404)
    amounts = {part: amount for part, amount in recipe.items() if part != "servings"}
    divisor = recipe["servings"] / servings
    return {part: round(amount / divisor) for part, amount in amounts.items()}
