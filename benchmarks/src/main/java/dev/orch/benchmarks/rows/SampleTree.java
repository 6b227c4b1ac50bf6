package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.fleet.Fleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A tree of components with contents of chance, the same in every run.
 *
 * @param contents of all files, in the order of {@code files}
 */
record SampleTree(Path root, List<Path> files, List<byte[]> contents) {
  private static final int FILES_A_DIRECTORY = 50;
  static final String COMPONENT = "component";
  static final int FOLLOWED_FILES = 10;

  /** What a component of a file manager looks like: 14 files, 234 KB, one of them 140 KB. */
  private static final List<Integer> REAL_SIZES =
      List.of(
          140_000, 22_000, 16_000, 12_000, 9_000, 8_000, 7_000, 6_000, 4_500, 3_500, 2_500, 2_000,
          1_000, 500);

  SampleTree {
    files = List.copyOf(files);
    contents = List.copyOf(contents);
  }

  /** One component of so many files of the same size. */
  static SampleTree of(Path root, int files, int size) throws IOException {
    Builder builder = new Builder(root);
    for (int i = 0; i < files; i++) {
      builder.add(COMPONENT + "/d" + i / FILES_A_DIRECTORY + "/f" + i, size);
    }
    return builder.build();
  }

  /**
   * One component of {@value #FOLLOWED_FILES} files of 4 KiB whose agents tell when they are in
   * place.
   *
   * @param more lines of {@code component.yaml}
   */
  static SampleTree followed(Path root, String more) throws IOException {
    SampleTree tree = of(root, FOLLOWED_FILES, 4096);
    Files.writeString(
        root.resolve(COMPONENT).resolve("component.yaml"),
        Fleet.componentYaml() + more,
        StandardCharsets.UTF_8);
    return tree;
  }

  /** So many components as they are in the world. */
  static SampleTree ofRealSizes(Path root, int components) throws IOException {
    Builder builder = new Builder(root);
    for (int component = 0; component < components; component++) {
      for (int i = 0; i < REAL_SIZES.size(); i++) {
        builder.add(COMPONENT + component + "/etc/f" + i, REAL_SIZES.get(i));
      }
    }
    return builder.build();
  }

  /** Where a file is below the home of its component. */
  String placeOf(int file) {
    return root.resolve(COMPONENT).relativize(files.get(file)).toString();
  }

  /** Changes a file so that each time it is another than ever before, and as long. */
  void touch(int file, long number) throws IOException {
    byte[] content = contents.get(file).clone();
    for (int i = 0; i < Long.BYTES; i++) {
      content[i] = (byte) (number >> (8 * i));
    }
    Files.write(files.get(file), content);
  }

  private static final class Builder {
    private final Random random = new Random(42);
    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    Builder(Path root) {
      this.root = root;
    }

    void add(String path, int size) throws IOException {
      byte[] content = new byte[size];
      random.nextBytes(content);
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      files.add(file);
      contents.add(content);
    }

    SampleTree build() {
      return new SampleTree(root, files, contents);
    }
  }
}
