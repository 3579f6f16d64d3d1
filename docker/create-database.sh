#!/bin/sh
# Runs once, when the database's volume is empty: one role owns the tables and migrates, another one is what the service runs as.
set -eu

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" \
  --set=owner_password="$OWNER_PASSWORD" --set=runtime_password="$RUNTIME_PASSWORD" <<'SQL'
CREATE ROLE service_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE service_runtime LOGIN PASSWORD :'runtime_password';
CREATE DATABASE service OWNER service_owner;
REVOKE ALL ON DATABASE service FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE service TO service_runtime;
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
SQL
