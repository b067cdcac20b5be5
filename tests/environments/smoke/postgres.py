"""PostgreSQL's driver is found, in an environment with the extra `postgres`."""

import psycopg

assert psycopg.pq.version() > 0
