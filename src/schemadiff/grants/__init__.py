"""What is granted where files cannot simply say it: on members of extensions, on the server itself, in vain."""
