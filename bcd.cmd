@echo off
rem Runs bcd from a checkout. Builds it first when there is no jar.
rem   JAVA_HOME        the Java to use; without it the one on the path
rem   BCD_JAVA_OPTS    more options for the Java virtual machine
setlocal
set "root=%~dp0"
set "target=%root%bcd-cli\target"
set "jar=%target%\bcd.jar"

set "java="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%J in (java.exe) do set "java=%%~$PATH:J"
if not defined java goto nojava
for %%J in ("%java%") do set "release=%%~dpJ..\release"
set "version=17"
if exist "%release%" for /f tokens^=2^ delims^=^=.^" %%V in ('findstr /b "JAVA_VERSION=" "%release%"') do set "version=%%V"
if %version% LSS 17 goto nojava

if not exist "%jar%" call :build
if not exist "%jar%" exit /b 5
rem SHA-256 by instructions of the processor is only in what the second compiler makes. Only the first word is asked: quotes in others would end this.
set "compilers=1"
if /i "%~1"=="fetch" set "compilers=4"
if /i "%~1"=="deploy" set "compilers=4"
"%java%" -Xlog:disable -XX:+UseSerialGC -XX:TieredStopAtLevel=%compilers% -XX:-UsePerfData -Xms16m -Xmn8m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 "-Xbootclasspath/a:%jar%" "-Dbcd.program=%~0" %BCD_JAVA_OPTS% org.bcdkit.cli.Main %*
exit /b %ERRORLEVEL%

:nojava
echo bcd: Java 17 or newer is needed: https://adoptium.net, or winget install EclipseAdoptium.Temurin.17.JDK 1>&2
exit /b 5

:build
echo building bcd, once ... 1>&2
if not exist "%target%" mkdir "%target%"
pushd "%root%"
call "%root%mvnw.cmd" -q -B -ntp -Dstyle.color=never -DskipTests -Dmaven.compiler.failOnWarning=false package >"%target%\build.log" 2>&1
if errorlevel 1 (
    type "%target%\build.log" 1>&2
    echo bcd: The build failed. 1>&2
)
popd
exit /b 0
