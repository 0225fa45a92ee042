@echo off
rem Called by the scripts beside it: sets ZHENGJIAN_PYTHON to a Python of 3.11 or newer, or says what to do.
set "ZHENGJIAN_PYTHON="
for %%P in ("py -3.13" "py -3.12" "py -3.11" "py -3" "python" "python3") do (
    if not defined ZHENGJIAN_PYTHON (
        %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "ZHENGJIAN_PYTHON=%%~P"
    )
)
if defined ZHENGJIAN_PYTHON exit /b 0
chcp 65001 >nul
echo 没有找到 Python 3.11 或更高版本。请先安装 Python（见 README.zh-CN.md“准备”一节），再运行本命令。 1>&2
echo No Python 3.11 or newer was found. Install one (see README.md, "Before you start") and run this again. 1>&2
exit /b 2
