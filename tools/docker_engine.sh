#!/bin/sh
# tools/docker_engine.sh COMMAND...: run a command against a Docker engine of its own, where none answers.
# Needs root and Debian's packages docker.io and debootstrap; no registry of images is asked. The engine keeps
# what it has in DOCKER_ENGINE_HOME (.make/docker); it has no bridge, so its containers use the host's network.
set -eu
cd "$(dirname "$0")/.."
home=${DOCKER_ENGINE_HOME:-$PWD/.make/docker}
image=postgres:15

for tool in dockerd docker debootstrap; do
    if ! command -v "$tool" >/dev/null; then
        echo "error: no $tool" >&2
        echo "hint: apt-get install docker.io debootstrap" >&2
        exit 2
    fi
done
[ "$(id -u)" = 0 ] || { echo "error: an engine wants root" >&2; exit 2; }

mkdir -p "$home"
# The path of a socket has at most 107 bytes.
sockets=$(mktemp -d /tmp/schemadiff-docker-XXXXXX)
DOCKER_HOST=unix://$sockets/docker.sock
export DOCKER_HOST TESTCONTAINERS_RYUK_DISABLED=true

dockerd --data-root "$home/root" --exec-root "$sockets/exec" --pidfile "$sockets/pid" -H "$DOCKER_HOST" \
    --bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false --userland-proxy=false \
    --storage-driver=overlay2 >"$home/log" 2>&1 &
engine=$!

stop() {
    kill "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
    # Containers on the host's network leave the mount that names it.
    umount "$sockets"/exec/netns/* 2>/dev/null || true
    rm -rf "$sockets"
}
trap stop EXIT
trap 'exit 130' INT TERM

until docker version >/dev/null 2>&1; do
    if ! kill -0 "$engine" 2>/dev/null; then
        echo "error: the engine ended; the end of $home/log:" >&2
        tail -n 5 "$home/log" >&2
        exit 3
    fi
    # The engine says nowhere that it is ready.
    sleep 0.2
done

if ! docker image inspect "$image" >/dev/null 2>&1; then
    echo "making the image $image (once)"
    rm -rf "$home/image"
    mkdir -p "$home/image"
    debootstrap --variant=minbase --include=postgresql-15,locales,gosu bookworm "$home/image/rootfs" >"$home/image.log"
    install -m 755 tools/docker_entrypoint.sh "$home/image/rootfs/usr/local/bin/docker-entrypoint.sh"
    tar -C "$home/image/rootfs" -cf "$home/image/rootfs.tar" .
    rm -rf "$home/image/rootfs"
    cat >"$home/image/Dockerfile" <<'END'
FROM scratch
ADD rootfs.tar /
ENV PATH=/usr/local/bin:/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin PGDATA=/var/lib/postgresql/data LANG=C.UTF-8
VOLUME /var/lib/postgresql/data
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
END
    DOCKER_BUILDKIT=0 docker build --quiet --tag "$image" "$home/image"
    rm -rf "$home/image"
fi

"$@"
