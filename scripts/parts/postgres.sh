# shellcheck shell=bash
# Read by scripts/test: a PostgreSQL of our own in a temporary folder, on a free loopback port, gone at the end.
# `start_postgres` sets POSTGRES_URL; `stop_postgres` ends it by its process id and may be called twice.

POSTGRES_FOLDER=
POSTGRES_PID=
export POSTGRES_URL=
POSTGRES_AS=()

# Prints the folder of the newest installed PostgreSQL, or nothing.
postgres_programs() {
  local folder program whole
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin | sort -rV) \
    $(echo "$PATH" | tr ':' ' '); do
    whole=yes
    for program in initdb postgres pg_isready; do [ -x "$folder/$program" ] || whole=; done
    if [ -n "$whole" ]; then
      echo "$folder"
      return
    fi
  done
}

# Debian's package would make a cluster of its own, to be started at every boot: not on a machine that only wants tests.
install_postgres() {
  local setting=/etc/postgresql-common/createcluster.d/crier-tests.conf
  if on_macos; then
    install_packages "tests run on PostgreSQL, too" postgresql@17
    return
  fi
  if [ ! -d /etc/postgresql-common/createcluster.d ]; then install_packages "belongs to PostgreSQL" postgresql-common; fi
  as_root mkdir -p "$(dirname "$setting")"
  echo "create_main_cluster = false" | as_root tee "$setting" >/dev/null
  install_packages "tests run on PostgreSQL, too" postgresql
  as_root rm -f "$setting"
}

need_postgres() {
  if [ -z "$(postgres_programs)" ]; then install_postgres; fi
  [ -n "$(postgres_programs)" ] || stop "PostgreSQL was installed, but initdb is nowhere to be found."
}

start_postgres() {
  local programs tries=0 waited port lasting=off
  # What a test loses in a crash it makes again: nothing waits for the disk; with POSTGRES_LASTING=yes it does.
  if [ "${POSTGRES_LASTING:-}" = yes ]; then lasting=on; fi
  programs=$(postgres_programs)
  POSTGRES_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/crier-postgres.XXXXXX")
  if [ "$(id -u)" -eq 0 ]; then
    # initdb refuses to run as root.
    local owner=postgres
    id postgres >/dev/null 2>&1 || owner=nobody
    chown "$owner" "$POSTGRES_FOLDER"
    POSTGRES_AS=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups --reset-env)
  fi
  (cd "$POSTGRES_FOLDER" && ${POSTGRES_AS[@]+"${POSTGRES_AS[@]}"} "$programs/initdb" --pgdata="$POSTGRES_FOLDER/data" \
    --username=crier --auth=trust --encoding=UTF8 --no-locale --no-sync) >"$TARGET/test/postgres-initdb.log" 2>&1 ||
    { say "initdb failed:" && cat "$TARGET/test/postgres-initdb.log" >&2 && return 1; }
  # Another program may take the port between our asking and PostgreSQL's: then another one is tried.
  while [ "$tries" -lt 3 ]; do
    tries=$((tries + 1))
    port=$(free_port)
    (cd "$POSTGRES_FOLDER" && exec ${POSTGRES_AS[@]+"${POSTGRES_AS[@]}"} "$programs/postgres" -D "$POSTGRES_FOLDER/data" \
      -c listen_addresses=127.0.0.1 -c "port=$port" -c "unix_socket_directories=$POSTGRES_FOLDER" -c max_connections=300 \
      -c "fsync=$lasting" -c "synchronous_commit=$lasting" -c "full_page_writes=$lasting") >"$TARGET/test/postgres.log" 2>&1 &
    POSTGRES_PID=$!
    waited=0
    while [ "$waited" -lt 150 ] && kill -0 "$POSTGRES_PID" 2>/dev/null; do
      if "$programs/pg_isready" --quiet --host=127.0.0.1 --port="$port" --username=crier --dbname=postgres; then
        POSTGRES_URL="postgres://crier@127.0.0.1:$port/postgres"
        return 0
      fi
      sleep 0.2
      waited=$((waited + 1))
    done
    stop_postgres_process
  done
  say "PostgreSQL did not start:" && tail -n 20 "$TARGET/test/postgres.log" >&2
  return 1
}

stop_postgres_process() {
  if [ -n "$POSTGRES_PID" ]; then
    # SIGINT asks PostgreSQL for a fast stop: connections are cut.
    kill -INT "$POSTGRES_PID" 2>/dev/null
    wait "$POSTGRES_PID" 2>/dev/null
    POSTGRES_PID=
  fi
}

stop_postgres() {
  stop_postgres_process
  if [ -n "$POSTGRES_FOLDER" ]; then
    rm -rf "$POSTGRES_FOLDER"
    POSTGRES_FOLDER=
  fi
}
