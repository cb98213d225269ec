"""The drills of `make drill`: killed processes, replicas that start at once, a database that restarts."""
