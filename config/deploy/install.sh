#!/bin/sh
# Cài gói này thành một phiên bản mới trong /opt/van-kien, không cần mạng. Phiên bản đang chạy không
# bị đụng đến; docs/van-hanh.md cho biết cách đổi sang.
set -eu
target=${1:-/opt/van-kien}
python=${PYTHON:-python3}
cd "$(dirname "$0")"

fail() {
    echo "$1 Chưa cài gì." >&2
    exit 1
}

sha256sum --quiet --check SHA256SUMS >&2 || fail "Gói cài bị hỏng khi chép; hãy chép lại."
name=$(cat NAME)
made_for=$(cat PYTHON)
found=$("$python" -c 'import platform, sys; print("%d.%d" % sys.version_info[:2], sys.platform, platform.machine())') ||
    fail "Không chạy được $python."
[ "$found" = "$made_for" ] || fail "Gói này dành cho Python $made_for; máy này có $found."
place=$target/$name
[ ! -e "$place" ] || fail "$place đã có."

umask 022
mkdir -p "$place"
# Half a version must not look like one.
trap 'rm -rf "$place"; echo "Cài không xong; đã bỏ phần cài dở." >&2' EXIT
tar -xf code.tar -C "$place"
"$python" -m venv "$place/.venv" || { echo "Trên Debian: apt-get install python3-venv" >&2; exit 1; }
"$place/.venv/bin/python" -m pip --isolated install --quiet --disable-pip-version-check --no-index \
    --find-links wheels --only-binary :all: --require-hashes -r "$place/requirements.txt"
# The account that runs the site may not write here, so Python's own copies are made now.
"$place/.venv/bin/python" -m compileall -q "$place/config" "$place/organizations" "$place/documents" "$place/bulletins"
trap - EXIT
ln -sfn "$name" "$target/newest"
echo "Đã cài vào $place."
