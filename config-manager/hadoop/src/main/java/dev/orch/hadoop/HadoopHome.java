package dev.orch.hadoop;

import dev.orch.model.InstanceId;
import dev.orch.model.home.HomeDocument;
import dev.orch.model.home.RemoteFile;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** A home on a Hadoop file system. */
final class HadoopHome implements RemoteHome {
  private final HadoopFileSystems fileSystems;
  private final HadoopDirectory directory;
  private final SharedDocument document;

  /**
   * Creates it from its parts.
   *
   * @param fileSystems closed with it
   */
  HadoopHome(HadoopFileSystems fileSystems, HadoopDirectory directory) {
    this.fileSystems = fileSystems;
    this.directory = directory;
    this.document = new SharedDocument(directory, HomeDocument.FILES.path());
  }

  @Override
  public URI location() {
    return directory.uri("");
  }

  @Override
  public Optional<byte[]> load() throws IOException {
    return document.read();
  }

  @Override
  public boolean save(byte[] next) throws IOException {
    return document.write(next);
  }

  @Override
  public SortedMap<String, RemoteFile> files(String path) throws IOException {
    return directory.statuses(path);
  }

  @Override
  public List<String> names(String path) throws IOException {
    return directory.names(path);
  }

  @Override
  public OptionalInt crc32c(String path) throws IOException {
    return directory.crc32c(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return directory.open(path);
  }

  @Override
  public void write(String path, InputStream content, boolean executable) throws IOException {
    directory.write(path, content, executable);
  }

  @Override
  public void replace(String from, String to) throws IOException {
    directory.replace(from, to);
  }

  @Override
  public void move(String from, String to) throws IOException {
    directory.move(from, to);
  }

  @Override
  public void delete(String path) throws IOException {
    directory.delete(path);
  }

  @Override
  public SessionSlot sessionSlot(InstanceId instance) {
    return new SecretFile(directory, ".orch/session-" + instance);
  }

  @Override
  public void close() throws IOException {
    fileSystems.close();
  }
}
