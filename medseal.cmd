@echo off
rem The one way to run Medseal on Windows: finds a JDK 25 or newer, builds what is not built, runs it.
rem   medseal serve^|check^|backup^|restore^|restored^|invite^|confirm^|unconfirm ...   the cloud service
rem   medseal demo ...          the demo hospital
rem   medseal ...               the command line (medseal --help)
rem MEDSEAL_JAVA_OPTS adds options to the Java virtual machine.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "STATE=%ROOT%\target\medseal"
set "CLI=%ROOT%\cli\target"
set "DEMO=%ROOT%\demo\target"
set "SERVER=%ROOT%\server\target"
if not exist "%STATE%" mkdir "%STATE%"

set "JDK="
if exist "%STATE%\jdk" set /p JDK=<"%STATE%\jdk"
if defined JDK if not exist "%JDK%\bin\java.exe" set "JDK="
if not defined JDK call :find_jdk
if not defined JDK (
  echo Medseal needs a JDK 25 or newer and found none. Install one, or point JAVA_HOME at it. 1>&2
  exit /b 1
)
set "JAVA=%JDK%\bin\java.exe"

call :current || call :build || exit /b 1

set "OPTIONS=-Xlog:disable --enable-native-access=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError"
if "%~1"=="serve" goto server
if "%~1"=="check" goto server
if "%~1"=="backup" goto server
if "%~1"=="restore" goto server
if "%~1"=="restored" goto server
if "%~1"=="invite" goto server
if "%~1"=="confirm" goto server
if "%~1"=="unconfirm" goto server
if "%~1"=="demo" goto demo
rem Over before the second compiler or generated accessors pay off; no bulk work is among them.
for %%c in ("" "-h" "--help" "-V" "--version" "help" "keygen" "whoami" "sessions" "usage" "logout") do if "%~1"==%%c set "OPTIONS=%OPTIONS% -XX:TieredStopAtLevel=1 -Djdk.reflect.useNativeAccessorOnly=true"
"%JAVA%" %OPTIONS% -XX:+UseSerialGC %MEDSEAL_JAVA_OPTS% -XX:AOTCache="%CLI%\medseal.aot" -jar "%CLI%\cli.jar" %*
exit /b %ERRORLEVEL%

:server
"%JAVA%" %OPTIONS% %MEDSEAL_JAVA_OPTS% -XX:AOTCache="%SERVER%\dist\server.aot" -jar "%SERVER%\dist\server-exec.jar" %*
exit /b %ERRORLEVEL%

:demo
set "REST=%*"
set "REST=%REST:~5%"
if "%~2"=="" set "REST="
"%JAVA%" %OPTIONS% -XX:+UseSerialGC %MEDSEAL_JAVA_OPTS% -Dmedseal.command=medseal.cmd -Dmedseal.service="%SERVER%\dist\server-exec.jar" -jar "%DEMO%\demo.jar" %REST%
exit /b %ERRORLEVEL%

:find_jdk
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for %%j in (java.exe) do if not "%%~$PATH:j"=="" for %%b in ("%%~dp$PATH:j..") do call :consider "%%~fb"
for /d %%d in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%USERPROFILE%\.jdks\*") do call :consider "%%~d"
if defined JDK (echo %JDK%)>"%STATE%\jdk"
exit /b 0

:consider
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
for /f "tokens=3" %%v in ('call "%~1\bin\java.exe" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="') do if %%v GEQ 25 set "JDK=%~1"
exit /b 0

:current
for %%f in ("%STATE%\built" "%CLI%\cli.jar" "%DEMO%\demo.jar" "%SERVER%\dist\server-exec.jar") do if not exist %%f exit /b 1
powershell -NoProfile -Command "$built=(Get-Item '%STATE%\built').LastWriteTime; $files=@(Get-Item '%ROOT%\pom.xml','%ROOT%\*\pom.xml') + @(Get-ChildItem -Recurse '%ROOT%\*\src\main','%ROOT%\web\src','%ROOT%\web\build','%ROOT%\web\public','%ROOT%\web\package-lock.json','%ROOT%\web\index.html','%ROOT%\web\vite.config.ts'); if ($files | Where-Object LastWriteTime -gt $built | Select-Object -First 1) { exit 1 }"
exit /b %ERRORLEVEL%

:build
echo building Medseal (once, about two minutes)... 1>&2
(echo started)>"%STATE%\building"
set "JAVA_HOME=%JDK%"
pushd "%ROOT%"
call mvnw.cmd --batch-mode -q -DskipTests package -pl cli,server,demo -am 1>&2
if errorlevel 1 (
  popd
  exit /b 1
)
popd
if exist "%SERVER%\dist" rmdir /s /q "%SERVER%\dist"
"%JAVA%" -Djarmode=tools -jar "%SERVER%\server-exec.jar" extract --destination "%SERVER%\dist" >nul || exit /b 1
mkdir "%SERVER%\dist\training"
pushd "%SERVER%\dist\training"
"%JAVA%" -Xlog:disable --enable-native-access=ALL-UNNAMED -XX:AOTCacheOutput="%SERVER%\dist\server.aot" -Dspring.context.exit=onRefresh -Dserver.port=0 -jar "%SERVER%\dist\server-exec.jar" serve >nul 2>&1
popd
rmdir /s /q "%SERVER%\dist\training"
rem The command line trains with real commands, with a service, files and profiles of their own.
if exist "%CLI%\training" rmdir /s /q "%CLI%\training"
if exist "%CLI%\medseal.aot" del /q "%CLI%\medseal.aot"
mkdir "%CLI%\training"
"%JAVA%" -Xlog:disable --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:AOTCacheOutput="%CLI%\medseal.aot" -cp "%CLI%\cli.jar" io.medseal.cli.training.Training whole "%CLI%\training" "%SERVER%\dist\server-exec.jar" >nul 2>&1 <nul
if errorlevel 1 if exist "%CLI%\medseal.aot" del /q "%CLI%\medseal.aot"
rmdir /s /q "%CLI%\training"
move /y "%STATE%\building" "%STATE%\built" >nul
exit /b 0
