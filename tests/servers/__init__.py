"""Real servers on loopback for the tests, and a proxy that makes them fail."""
