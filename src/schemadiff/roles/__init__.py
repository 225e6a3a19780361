"""The roles of a server, where ``roles = "managed"``: whose they are, what files may say of them, and where that runs."""
