package dev.orch.hadoop;

import dev.orch.model.instance.SessionSlot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A key in a file of a home that only its owner may read.
 *
 * @param path of the file, below the home
 */
public record SecretFile(HadoopDirectory home, String path) implements SessionSlot {
  private static final int MAX_BYTES = 16 * 1024;

  @Override
  public Optional<String> load() throws IOException {
    try {
      return Optional.of(new String(home.read(path, MAX_BYTES), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void save(String key) throws IOException {
    home.writeSecret(path, key.getBytes(StandardCharsets.UTF_8));
  }
}
