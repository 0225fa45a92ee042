# shellcheck shell=sh disable=SC2034
# Sourced by the scripts beside it: sets $python to a Python >= 3.11, or says what to do and ends.
# $PYTHON, where it is set, is tried before all others.

python=
for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    # A name may be there and not work (a pyenv shim, the shop alias of Windows): only running it tells.
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done

if [ -z "$python" ]; then
    cat >&2 <<'TEXT'
没有找到 Python 3.11 或更高版本。请先安装 Python（见 README.zh-CN.md“准备”一节），再运行本命令；
若已装在别处，可这样指明：PYTHON=/安装路径/bin/python3 scripts/report
No Python 3.11 or newer was found. Install one (see README.md, "Before you start") and run this again;
if it is installed somewhere else, name it: PYTHON=/its/path/bin/python3 scripts/report
TEXT
    exit 2
fi
