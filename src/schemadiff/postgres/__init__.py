"""The providers of throw-away PostgreSQL servers: embedded, local binaries, docker, a URL, the target's own server."""
