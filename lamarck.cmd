@echo off
rem Lamarck's launcher for Windows. Builds the application on first use, then runs it.
rem   JAVA_HOME      which Java to use; else the java on the PATH. 17 or newer.
rem   LAMARCK_OPTS   further options for Java, such as -Xmx8g.
setlocal
set "home=%~dp0"
if "%home:~-1%"=="\" set "home=%home:~0,-1%"
set "target=%home%\driver\target"
set "jar=%target%\lamarck.jar"
if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java") else (set "java=java")
"%java%" -version >nul 2>&1
if errorlevel 1 (
  echo lamarck: no Java found; install a JDK 17 or newer, or set JAVA_HOME to one 1>&2
  exit /b 2
)
if exist "%jar%" if exist "%target%\spark.classpath" goto run
where mvn >nul 2>&1
if errorlevel 1 (
  echo lamarck: Maven 3.8.7 or newer is needed to build on first use 1>&2
  exit /b 2
)
echo lamarck: building, this takes about a minute 1>&2
pushd "%home%"
call mvn -B -q -Dquick -DskipTests -Dmaven.test.skip=true package 1>&2
if errorlevel 1 (
  popd
  echo lamarck: the build failed 1>&2
  exit /b 2
)
popd

:run
rem The class path is longer than a line of cmd may be: Java reads it from a file of arguments.
set "arguments=%TEMP%\lamarck-%RANDOM%%RANDOM%.args"
"%java%" "%home%\conf\Arguments.java" "%jar%" "%target%\spark.classpath" "%arguments%"
if errorlevel 1 exit /b 2
"%java%" @"%arguments%" "-Dlog4j2.configurationFile=%home%\conf\log4j2.properties" "-Dlamarck.home=%home%" %LAMARCK_OPTS% org.lamarck.driver.cli.Main %*
set "code=%ERRORLEVEL%"
del "%arguments%" >nul 2>&1
exit /b %code%
