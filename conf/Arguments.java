import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the options that every call of Java needs into a file of arguments, for launchers whose
 * command lines are short: {@code java Arguments.java JAR CLASSPATH-FILE OUT}.
 */
class Arguments {
  public static void main(String[] names) throws Exception {
    String path = names[0] + java.io.File.pathSeparator + Files.readString(Path.of(names[1])).strip();
    StringBuilder text = new StringBuilder();
    for (String name :
        List.of(
            "lang", "lang.invoke", "lang.reflect", "io", "net", "nio", "util", "util.concurrent",
            "util.concurrent.atomic")) {
      text.append("--add-opens=java.base/java.").append(name).append("=ALL-UNNAMED\n");
    }
    for (String name :
        List.of("jdk.internal.ref", "sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar")) {
      text.append("--add-opens=java.base/").append(name).append("=ALL-UNNAMED\n");
    }
    text.append("--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED\n");
    text.append("-Dio.netty.tryReflectionSetAccessible=true\n");
    text.append("--add-modules=jdk.incubator.vector\n-XX:+UseParallelGC\n");
    text.append("-cp\n\"").append(path.replace("\\", "\\\\")).append("\"\n");
    Files.writeString(Path.of(names[2]), text);
  }
}
