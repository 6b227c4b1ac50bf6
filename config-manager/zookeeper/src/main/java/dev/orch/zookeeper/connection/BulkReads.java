package dev.orch.zookeeper.connection;

import dev.orch.model.CorruptDataException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/**
 * Reads many znodes whose sizes are known, several per request and several requests under way, so
 * that no answer comes near the client's {@code jute.maxbuffer} and memory is bounded: at most
 * about 1 MiB is under way.
 */
public final class BulkReads {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final int BATCH_ITEMS = 256;
  private static final int WINDOW = 4;
  // Path in the request, stat and header in the answer.
  private static final int ITEM_OVERHEAD = 128;

  private final Reads reads;

  public BulkReads(Reads reads) {
    this.reads = reads;
  }

  /**
   * A znode to read.
   *
   * @param size how many bytes it must hold
   */
  public record Item<T>(T key, String path, int size) {}

  /**
   * Hands over the bytes of all of them, in order, on the calling thread.
   *
   * @throws CorruptDataException when one is missing or has another size
   */
  public <T, E extends Exception> void read(
      Iterator<Item<T>> items, Reads.Answer<T, byte[], E> answer) throws E, InterruptedException {
    Pipeline<List<Item<T>>, List<OpResult>> pipeline = pipeline(items);
    while (pipeline.hasNext()) {
      Pipeline.Answered<List<Item<T>>, List<OpResult>> batch = pipeline.next();
      for (int i = 0; i < batch.key().size(); i++) {
        Item<T> item = batch.key().get(i);
        answer.accept(item.key(), content(item, batch.value().get(i)));
      }
    }
  }

  private <T> Pipeline<List<Item<T>>, List<OpResult>> pipeline(Iterator<Item<T>> items) {
    return new Pipeline<>(
        reads,
        new Batches<>(items),
        WINDOW,
        (zk, batch) ->
            Requests.multi(
                zk, new ArrayList<>(batch.stream().map(item -> Op.getData(item.path())).toList())));
  }

  /** Pulls the bytes of the items one by one. */
  public <T> Pull<T> pull(Iterator<Item<T>> items) {
    return new Pull<>(pipeline(items));
  }

  /** The bytes of many znodes, taken one by one. */
  public static final class Pull<T> {
    private final Pipeline<List<Item<T>>, List<OpResult>> pipeline;
    private List<Item<T>> batch = List.of();
    private List<OpResult> results = List.of();
    private int next;

    private Pull(Pipeline<List<Item<T>>, List<OpResult>> pipeline) {
      this.pipeline = pipeline;
    }

    /** Whether there are more. */
    public boolean hasNext() {
      return next < batch.size() || pipeline.hasNext();
    }

    /** The bytes of the next. */
    public byte[] next() throws InterruptedException {
      if (next == batch.size()) {
        Pipeline.Answered<List<Item<T>>, List<OpResult>> answered = pipeline.next();
        batch = answered.key();
        results = answered.value();
        next = 0;
      }
      byte[] content = content(batch.get(next), results.get(next));
      next++;
      return content;
    }
  }

  private static <T> byte[] content(Item<T> item, OpResult result) {
    if (result instanceof OpResult.GetDataResult found) {
      byte[] data = found.getData() == null ? new byte[0] : found.getData();
      if (data.length != item.size()) {
        throw new CorruptDataException(
            item.path(), "expected " + item.size() + " bytes, found " + data.length, null);
      }
      return data;
    }
    int error = result instanceof OpResult.ErrorResult failed ? failed.getErr() : 0;
    if (error == Code.NONODE.intValue()) {
      throw new CorruptDataException(item.path(), "expected a znode here, found none", null);
    }
    Code code = Code.get(error);
    throw StoreErrors.toModel(
        KeeperException.create(code == null ? Code.SYSTEMERROR : code, item.path()));
  }

  /** Groups items so that their bytes fit into one answer. */
  private static final class Batches<T> implements Iterator<List<Item<T>>> {
    private final Iterator<Item<T>> items;
    private @Nullable Item<T> ahead;

    Batches(Iterator<Item<T>> items) {
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return ahead != null || items.hasNext();
    }

    @Override
    public List<Item<T>> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<Item<T>> batch = new ArrayList<>();
      long bytes = 0;
      while (hasNext() && batch.size() < BATCH_ITEMS) {
        Item<T> item = ahead != null ? ahead : items.next();
        ahead = null;
        long cost = (long) item.size() + ITEM_OVERHEAD;
        if (!batch.isEmpty() && bytes + cost > BATCH_BYTES) {
          ahead = item;
          break;
        }
        batch.add(item);
        bytes += cost;
      }
      return batch;
    }
  }
}
