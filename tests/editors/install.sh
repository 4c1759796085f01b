#!/bin/sh
# Fetches the editors that the drives beside this file use (Neovim 0.12, Helix 25.07) and puts
# launchers into a cache folder. Nothing of the system changes: Debian packages of a newer suite are downloaded with
# a private apt configuration, unpacked into one folder, and run through that folder's own loader.
#
#   RESCUE_TOOLS   the cache folder       (default: ~/.cache/rescue-tools)
#   RESCUE_SUITE   the Debian suite       (default: sid)
#
# Exit status: 0 the editors are there, 3 they can't be had on this machine (the message says why).
set -eu

tools=${RESCUE_TOOLS:-$HOME/.cache/rescue-tools}
suite=${RESCUE_SUITE:-sid}
here=$(cd "$(dirname "$0")" && pwd)

skip() {
    echo "SKIPPED: the real editors are not installed: $*" >&2
    exit 3
}

# The mirror that the system itself uses for Debian, from either format of its list.
mirror() {
    {
        cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -n 's/^URIs:[[:space:]]*//p' | tr ' ' '\n'
        cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
            sed -n 's/^deb[[:space:]]\{1,\}\(\[[^]]*\][[:space:]]*\)\{0,1\}\([^[:space:]]*\).*/\2/p'
    } | grep '/debian/\{0,1\}$' | head -n 1
}

keyring() {
    for file in /usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/debian-archive-keyring.pgp \
        /etc/apt/trusted.gpg.d/debian-archive-keyring.gpg; do
        if [ -r "$file" ]; then
            echo "$file"
            return
        fi
    done
}

fetch_packages() {
    for program in apt-get dpkg dpkg-deb; do
        command -v "$program" >/dev/null || skip "there is no $program here (the recipe needs a Debian system)"
    done
    mirror=$(mirror)
    [ -n "$mirror" ] || skip "the system's own list of package sources names no Debian mirror"
    keyring=$(keyring)
    [ -n "$keyring" ] || skip "there is no Debian archive keyring here"

    apt=$tools/apt
    mkdir -p "$apt/etc/none" "$apt/state/lists/partial" "$apt/cache/archives/partial"
    : >"$apt/status"
    echo "deb [signed-by=$keyring] $mirror $suite main" >"$apt/etc/sources.list"
    cat >"$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/etc/sources.list";
Dir::Etc::sourceparts "$apt/etc/none";
Dir::Etc::preferences "$apt/etc/preferences";
Dir::Etc::preferencesparts "$apt/etc/none";
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
APT::Architecture "$(dpkg --print-architecture)";
APT::Architectures { "$(dpkg --print-architecture)"; };
APT::Install-Recommends "false";
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Acquire::Retries "3";
Debug::NoLocking "true";
CONF
    apt-get -q -c "$apt/apt.conf" update >"$tools/apt.log" 2>&1 ||
        skip "the package list of $suite can't be fetched (see $tools/apt.log)"
    # The status file is empty, so this brings the whole closure, the C library included.
    apt-get -q -y -c "$apt/apt.conf" install --download-only neovim hx >>"$tools/apt.log" 2>&1 ||
        skip "the packages neovim and hx of $suite can't be fetched (see $tools/apt.log)"

    rm -rf "$tools/root.new"
    mkdir -p "$tools/root.new"
    for package in "$apt"/cache/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --no-same-owner -f - -C "$tools/root.new" \
            --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale'
    done
    rm -rf "$tools/root"
    mv "$tools/root.new" "$tools/root"
    rm -rf "$apt/cache"
}

# The unpacked loader and the folder of its libraries, wherever this architecture keeps them.
launchers() {
    root=$tools/root
    loader=$(find "$root" \( -name 'ld-linux*.so*' -o -name 'ld64.so*' \) -type f | head -n 1)
    [ -n "$loader" ] || skip "the unpacked packages hold no loader"
    libraries=$(dirname "$(find "$root" -name 'libc.so.6' | head -n 1)")
    mkdir -p "$tools/bin"
    nvim=$root/usr/bin/nvim
    [ -e "$nvim" ] || nvim=$(find "$root/usr" -type f -name nvim -perm -u+x | head -n 1)
    lua=$(find "$root/usr/share/lua" -mindepth 1 -maxdepth 1 -type d -name '5.1' 2>/dev/null | head -n 1)
    cat >"$tools/bin/nvim" <<RUN
#!/bin/sh
export VIMRUNTIME='$root/usr/share/nvim/runtime'
export LUA_PATH='$lua/?.lua;$lua/?/init.lua;;'
export LUA_CPATH='$libraries/lua/5.1/?.so;;'
exec '$loader' --library-path '$libraries' --argv0 nvim '$nvim' --cmd 'set runtimepath+=$root/usr/lib/nvim' "\$@"
RUN
    hx=$(find "$root/usr" -type f \( -path '*/bin/hx' -o -path '*/lib/hx/hx' -o -path '*/helix/hx' \) | head -n 1)
    runtime=$(find "$root/usr" -type d -path '*/hx/runtime' | head -n 1)
    cat >"$tools/bin/hx" <<RUN
#!/bin/sh
export HELIX_RUNTIME='$runtime'
exec '$loader' --library-path '$libraries' --argv0 hx '$hx' "\$@"
RUN
    chmod +x "$tools/bin/nvim" "$tools/bin/hx"
}

# The terminal emulator that reads Helix's screen.
fetch_python() {
    if ! "$tools/python/bin/python" -c 'import pyte' 2>/dev/null; then
        rm -rf "$tools/python"
        python3 -m venv "$tools/python" || skip "python3 can't make a virtual environment"
        "$tools/python/bin/python" -m pip install --quiet -r "$here/requirements.txt" ||
            skip "the packages in $here/requirements.txt can't be installed"
    fi
}

mkdir -p "$tools"
if ! [ -x "$tools/root/usr/bin/nvim" ] || ! [ -d "$tools/root" ]; then
    fetch_packages
fi
launchers
fetch_python
"$tools/bin/nvim" --version | head -n 1 || skip "the unpacked nvim does not run"
"$tools/bin/hx" --version || skip "the unpacked hx does not run"
