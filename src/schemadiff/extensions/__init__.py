"""Extensions: which ones statements and catalogues ask for, and creating them on a throw-away server."""
