package dev.orch.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Reads {@code .properties} by the JDK's rules: {@link Properties#load(java.io.InputStream)}, which
 * is ISO 8859-1 with Unicode escapes ({@code \}{@code u00e4}).
 */
final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * Parses the bytes of a file.
   *
   * @param file its name, for errors of the getters
   * @throws IllegalArgumentException saying what is malformed
   */
  static TypedProperties parse(String file, byte[] bytes) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected four hexadecimal digits after every \\u, found something else", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array is always readable", e);
    }
    Map<String, String> entries = new HashMap<>();
    properties.forEach((key, value) -> entries.put((String) key, (String) value));
    return TypedProperties.ofFile(file, entries);
  }
}
