package dev.orch.oozie.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobRecord;
import dev.orch.oozie.job.JobName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a component of jobs, as one JSON document: {@code format}, {@code writer},
 * {@code leader}, what the whole follows and was brought to, and a record for each job (see {@link
 * RecordFormat}).
 *
 * @param writer who wrote it, for whoever is told that they were overtaken
 * @param leader which instance acts; null if none does
 * @param jobs by name
 */
record JobsDocument(
    String writer,
    @Nullable InstanceId leader,
    HomeState state,
    SortedMap<JobName, JobRecord> jobs) {
  private static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  JobsDocument {
    jobs = new TreeMap<>(jobs);
  }

  static JobsDocument empty(String writer) {
    return new JobsDocument(writer, null, HomeState.NEW, new TreeMap<>());
  }

  byte[] encode() throws IOException {
    ObjectNode all = JSON.createObjectNode();
    all.put("format", FORMAT);
    all.put("writer", writer);
    if (leader != null) {
      all.put("leader", leader.value());
    }
    HomeState.Seen seen = state.seen();
    if (seen != null) {
      all.putObject("seen")
          .put("projectId", seen.projectId())
          .put("component", seen.component().value())
          .put("revision", seen.revision());
    }
    HomeState.Applied applied = state.applied();
    if (applied != null) {
      all.putObject("applied")
          .put("revision", applied.revision())
          .put("digest", applied.digest().hex());
    }
    ArrayNode list = all.putArray("jobs");
    jobs.values().forEach(job -> RecordFormat.write(list.addObject(), job));
    return JSON.writeValueAsBytes(all);
  }

  /**
   * Reads it.
   *
   * @param place where it is stored, for messages
   * @throws CorruptDataException when it is malformed, or of a format that this version does not
   *     know
   */
  static JobsDocument decode(String place, byte[] document) {
    try {
      JsonNode all = JSON.readTree(new String(document, StandardCharsets.UTF_8));
      Fields fields = new Fields(all);
      long format = fields.number("format");
      if (format != FORMAT) {
        throw new CorruptDataException(
            place, "expected format " + FORMAT + ", found " + format + " of a newer orch", null);
      }
      SortedMap<JobName, JobRecord> jobs = new TreeMap<>();
      for (JsonNode job : fields.list("jobs")) {
        JobRecord record = RecordFormat.read(new Fields(job));
        if (jobs.put(record.job(), record) != null) {
          throw new IllegalArgumentException("two records of the job " + record.job());
        }
      }
      String leader = fields.optionalText("leader");
      return new JobsDocument(
          fields.text("writer"),
          leader == null ? null : new InstanceId(leader),
          state(fields),
          jobs);
    } catch (JsonProcessingException e) {
      throw new CorruptDataException(place, "is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CorruptDataException(place, String.valueOf(e.getMessage()), e);
    }
  }

  private static HomeState state(Fields fields) {
    HomeState state = HomeState.NEW;
    if (fields.has("seen")) {
      Fields seen = fields.object("seen");
      state =
          state.seen(
              new HomeState.Seen(
                  seen.text("projectId"),
                  new ComponentName(seen.text("component")),
                  seen.number("revision")));
    }
    if (fields.has("applied")) {
      Fields applied = fields.object("applied");
      state =
          state.applied(
              new HomeState.Applied(
                  applied.number("revision"), Digest.parse(applied.text("digest"))));
    }
    return state;
  }
}
