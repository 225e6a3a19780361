"""What the commands print about anything but a plan: status, drift, pull, access, tests of policies."""
