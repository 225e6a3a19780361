"""Where a throw-away PostgreSQL comes from: embedded, local binaries, docker, a URL, the target itself."""
