package dev.orch.cli.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar of classes that no class path of ours knows, compiled from source. */
public final class ForeignJar {
  private static final Path EXAMPLES = Path.of("../examples/plugins").toAbsolutePath();

  private final List<JavaFileObject> sources = new ArrayList<>();
  private final SortedMap<String, byte[]> entries = new TreeMap<>();
  private final Manifest manifest = new Manifest();

  /** Says that it is made for this version of the interface. */
  static ForeignJar ofVersion(String version) {
    ForeignJar jar = new ForeignJar();
    jar.manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    jar.manifest.getMainAttributes().putValue("Orch-Plugin-Api", version);
    return jar;
  }

  /** The example that is shipped. */
  public static ForeignJar example() throws IOException {
    ForeignJar jar = ofVersion("1");
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".java")) {
          jar.source("example." + file.getFileName().toString().replace(".java", ""), read(file));
        } else if (file.startsWith(EXAMPLES.resolve("jar"))) {
          jar.entries.put(
              EXAMPLES.resolve("jar").relativize(file).toString(), read(file).getBytes(UTF_8));
        }
      }
    }
    return jar;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, UTF_8);
  }

  /** A source file that holds this class. */
  ForeignJar source(String className, String text) {
    URI name = URI.create("string:///" + className.replace('.', '/') + ".java");
    sources.add(
        new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        });
    return this;
  }

  /** Names the class that provides a service. */
  ForeignJar service(Class<?> service, String className) {
    entries.put("META-INF/services/" + service.getName(), className.getBytes(UTF_8));
    return this;
  }

  /** Compiles and writes it. */
  public void write(Path jar, Path scratch) throws IOException {
    Path classes = Files.createTempDirectory(scratch, "classes");
    if (!sources.isEmpty()) {
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter said = new StringWriter();
      List<String> options =
          List.of(
              "-proc:none",
              "-cp",
              System.getProperty("java.class.path", ""),
              "-d",
              classes.toString());
      boolean compiled = compiler.getTask(said, null, null, options, null, sources).call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(out, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      for (var entry : entries.entrySet()) {
        add(out, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
