"""Two branches that both wrote migrations, and what git says of them."""
