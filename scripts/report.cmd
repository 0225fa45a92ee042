@echo off
setlocal
call "%~dp0find_python.cmd" || exit /b 2
%ZHENGJIAN_PYTHON% "%~dp0chores.py" report %*
exit /b %ERRORLEVEL%
