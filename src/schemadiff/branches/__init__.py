"""Two branches that both added migrations, compared with git."""
