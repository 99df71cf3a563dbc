#!/usr/bin/env bash
# A real S3 store on loopback: Ceph's monitor, one OSD and the RADOS Gateway, from Debian 12's packages.
#
#   gateway.sh install   install the packages, if they are missing and we are root
#   gateway.sh start     install, start an empty store, print the S3_* settings of `npm run test:s3` on stdout
#   gateway.sh stop      end what `start` started and drop its data; the logs stay until the next start
#
# CEPH_DIRECTORY  everything it writes, by default react-presigned-ceph in the temporary directory
# CEPH_PORT       the gateway's port, by default 7480; the monitor takes the next one
# CEPH_STORE      bluestore, by default, or memstore, for a file system without direct I/O
set -euo pipefail

directory=$(realpath -m "${CEPH_DIRECTORY:-${TMPDIR:-/tmp}/react-presigned-ceph}")
port=${CEPH_PORT:-7480}
store=${CEPH_STORE:-bluestore}
monitor_port=$((port + 1))
conf=$directory/ceph.conf
fsid=$(< /proc/sys/kernel/random/uuid)

access_key=presignedtest
secret_key=presignedsecret

say() { echo "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

install_packages() {
  local pause packages=(radosgw ceph-mon ceph-osd ceph-common)
  command -v radosgw ceph-mon ceph-osd ceph > /dev/null && return
  if [[ $EUID != 0 ]] || ! command -v apt-get > /dev/null; then
    fail "Ceph is missing and only root on Debian can install it here: apt-get install ${packages[*]}"
  fi
  say "Installing Debian’s packages ${packages[*]}."
  local apt=(apt-get -q -o DPkg::Lock::Timeout=300)
  export DEBIAN_FRONTEND=noninteractive
  # `install` waits for apt’s lock, `update` does not: then another’s index may do, or be there in a moment.
  for pause in 15 0; do
    "${apt[@]}" update >&2 < /dev/null || true
    ! "${apt[@]}" install -y --no-install-recommends "${packages[@]}" >&2 < /dev/null || return 0
    sleep "$pause"
  done
  fail "Ceph could not be installed: apt-get install ${packages[*]}"
}

write_configuration() {
  cat > "$conf" << END
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$monitor_port/0]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1

# No keys on loopback. Monitors prefer the encrypted mode, which needs keys.
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_cluster_mode = crc
ms_mon_service_mode = crc
ms_mon_client_mode = crc

mon_data = $directory/mon
osd_data = $directory/osd
rgw_data = $directory/rgw
run_dir = $directory
crash_dir = $directory/crash
log_file = $directory/log/\$name.log
# Their path could be longer than a socket's may be.
admin_socket =

osd_objectstore = $store
bluestore_block_size = 10737418240
memstore_device_bytes = 6442450944
osd_memory_target = 1073741824
osd_crush_chooseleaf_type = 0
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 1
# Every pool is a proposal or two, and each waits a second by default.
paxos_propose_interval = 0.05

rgw_frontends = beast endpoint=127.0.0.1:$port
END
}

launch() {
  local name=$1
  shift
  "$@" -c "$conf" -f < /dev/null >> "$directory/log/$name.log" 2>&1 &
  echo "$! $name" >> "$directory/pids"
  # Until it has become the daemon it is this script still, and would be taken for one that has ended.
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    ! is_running "$!" || return 0
    sleep 0.05
  done
}

# A pid is ours while its command line names our configuration: numbers are reused.
is_running() { tr '\0' ' ' 2> /dev/null < "/proc/$1/cmdline" | grep -qF -- "-c $conf "; }

is_taken() { (: <> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

osd_is_up() { ceph -c "$conf" --connect-timeout 5 osd stat 2> /dev/null | grep -q '1 up'; }

gateway_answers() {
  local reply
  exec 3<> "/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET / HTTP/1.0\r\n\r\n' >&3
  reply=$(timeout 5 cat <&3) || return 1
  exec 3>&-
  [[ $reply == HTTP/1.?' 200 '* ]]
} 2> /dev/null

# wait_until CONDITION NAME: bounded, and over at once when the daemon of that name has ended.
wait_until() {
  local condition=$1 name=$2 pid deadline=$((SECONDS + 90))
  pid=$(sed -n "s/ $name\$//p" "$directory/pids")
  until "$condition"; do
    if ! is_running "$pid" || ((SECONDS > deadline)); then
      say "Ceph’s $name did not get ready."
      return 1
    fi
    sleep 0.2
  done
}

give_up() {
  say "Ceph did not start. The ends of its logs, kept in $directory/log:"
  tail -n 15 "$directory"/log/*.log >&2
  stop
  exit 1
}

start() {
  local pid taken uuid
  [[ $store == @(bluestore|memstore) ]] || fail "CEPH_STORE is \"$store\", not bluestore or memstore."
  [[ ! -e $directory || -e $conf || -z $(ls -A "$directory") ]] || fail "$directory is not empty and not ours."
  while read -r pid _; do
    ! is_running "$pid" || fail "Ceph already runs in $directory: stop it first."
  done < <(cat "$directory/pids" 2> /dev/null)
  for taken in "$port" "$monitor_port"; do
    ! is_taken "$taken" || fail "Port $taken is taken: set CEPH_PORT to one that is free together with the next."
  done
  install_packages

  rm -rf "$directory"
  mkdir -p "$directory"/{mon,osd,rgw,crash,log}
  : > "$directory/pids"
  write_configuration
  trap give_up ERR
  trap 'stop; exit 1' INT TERM

  say "Starting Ceph in $directory."
  monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor_port/0]" "$directory/monmap" > /dev/null
  ceph-mon -c "$conf" -i a --mkfs --monmap "$directory/monmap" >&2
  launch mon.a ceph-mon -i a

  uuid=$(< /proc/sys/kernel/random/uuid)
  ceph -c "$conf" --connect-timeout 30 osd new "$uuid" > /dev/null
  ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$uuid" >> "$directory/log/osd.0.log" 2>&1
  launch osd.0 ceph-osd -i 0
  wait_until osd_is_up osd.0

  radosgw-admin -c "$conf" user create --uid test --display-name Test \
    --access-key "$access_key" --secret-key "$secret_key" > /dev/null
  launch client.rgw radosgw -n client.rgw
  wait_until gateway_answers client.rgw

  cat << END
S3_ENDPOINT=http://127.0.0.1:$port
S3_ACCESS_KEY=$access_key
S3_SECRET_KEY=$secret_key
S3_REGION=us-east-1
S3_BUCKET=react-presigned
S3_LACKS=checksum-headers,signed-headers-only
END
}

stop() {
  local pid name deadline
  [[ -e $directory/pids ]] || return 0
  # Clients first: a gateway without its store waits for it before it ends.
  while read -r pid name; do
    deadline=$((SECONDS + 20))
    while is_running "$pid"; do
      if ((SECONDS > deadline)); then
        kill -KILL "$pid"
      else
        kill -TERM "$pid"
      fi
      sleep 0.2
    done
  done < <(tac "$directory/pids")
  rm -rf "$directory"/{pids,mon,osd,rgw,crash}
}

case ${1-} in
  install) install_packages ;;
  start) start ;;
  stop) stop ;;
  *) fail "Usage: $0 install|start|stop" ;;
esac
