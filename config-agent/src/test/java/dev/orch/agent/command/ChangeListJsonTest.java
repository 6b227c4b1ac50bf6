package dev.orch.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.Moves;
import dev.orch.model.Digest;
import dev.orch.model.component.Change;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChangeListJsonTest {
  @Test
  void everyKindOfChangeIsTold() {
    Digest digest = Digest.of("x".getBytes(StandardCharsets.UTF_8));
    FileEntry before = entry("bin/\"run\" ü.sh", digest, false);
    FileEntry after = entry("bin/\"run\" ü.sh", digest, true);
    byte[] json =
        ChangeListJson.of(
            "stop",
            Moves.asking(Reaction.RESTART, Path.of("/"))
                .changes(
                    List.of(
                        new Change.Added(entry("a", digest, false)),
                        new Change.Modified(before, after),
                        new Change.Deleted(entry("c", digest, false))))
                .undoing()
                .context());
    String file = ",\"kind\":\"configuration\",\"size\":1,\"sha256\":\"" + digest + "\"";
    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"format\":1,\"command\":\"stop\",\"revision\":12,\"undoing\":true,\"changes\":[\n"
                + ("{\"path\":\"a\",\"change\":\"added\"" + file + ",\"executable\":false},\n")
                + ("{\"path\":\"bin/\\\"run\\\" ü.sh\",\"change\":\"modified\"" + file)
                + ",\"executable\":true},\n"
                + "{\"path\":\"c\",\"change\":\"deleted\"}]}\n");
  }

  private static FileEntry entry(String path, Digest digest, boolean executable) {
    return new FileEntry(new ConfigPath(path), FileKind.CONFIGURATION, digest, 1, executable);
  }
}
