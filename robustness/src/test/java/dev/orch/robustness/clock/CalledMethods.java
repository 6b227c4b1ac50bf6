package dev.orch.robustness.clock;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** Reads of a class file which methods it calls (JVM specification, 4.4). */
final class CalledMethods {
  private final int[] first;
  private final int[] second;
  private final String[] text;
  private final byte[] tags;

  private CalledMethods(int size) {
    first = new int[size];
    second = new int[size];
    text = new String[size];
    tags = new byte[size];
  }

  /** Each as {@code java/time/Instant.now()Ljava/time/Instant;}. */
  static Set<String> of(InputStream classFile) throws IOException {
    DataInputStream in = new DataInputStream(classFile);
    if (in.readInt() != 0xCAFEBABE) {
      throw new IOException("expected a class file, found another thing");
    }
    in.readInt();
    CalledMethods pool = new CalledMethods(in.readUnsignedShort());
    for (int i = 1; i < pool.tags.length; i++) {
      byte tag = in.readByte();
      pool.read(in, i, tag);
      if (tag == 5 || tag == 6) {
        i++;
      }
    }
    return pool.methods();
  }

  private void read(DataInputStream in, int at, byte tag) throws IOException {
    tags[at] = tag;
    switch (tag) {
      case 1 -> text[at] = in.readUTF();
      case 3, 4 -> in.skipNBytes(4);
      case 5, 6 -> in.skipNBytes(8);
      case 7, 8, 16, 19, 20 -> first[at] = in.readUnsignedShort();
      case 9, 10, 11, 12, 17, 18 -> {
        first[at] = in.readUnsignedShort();
        second[at] = in.readUnsignedShort();
      }
      case 15 -> in.skipNBytes(3);
      default -> throw new IOException("a constant of the unknown kind " + tag);
    }
  }

  private Set<String> methods() {
    Set<String> methods = new TreeSet<>();
    for (int i = 1; i < tags.length; i++) {
      if (tags[i] == 10 || tags[i] == 11) {
        int nameAndType = second[i];
        methods.add(
            text[first[first[i]]] + "." + text[first[nameAndType]] + text[second[nameAndType]]);
      }
    }
    return methods;
  }
}
