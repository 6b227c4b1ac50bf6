package dev.orch.publisher.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.revision.ProjectUsage.Amount;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StorageWarningsTest {
  private static final ProjectName A = new ProjectName("a");
  private static final ProjectName B = new ProjectName("b");

  private static ProjectUsage usage(long znodes, long bytes, long listing) {
    return new ProjectUsage(new TreeMap<>(), new Amount(znodes, bytes), listing, "/p/a/revisions");
  }

  @Test
  void whatIsFarFromEveryLimitIsNotMentioned() {
    assertThat(StorageWarnings.of(Map.of(A, usage(1000, 80, 1000)), 100)).isEmpty();
  }

  @Test
  void aProjectNearItsLimitIsNamed() {
    assertThat(StorageWarnings.of(Map.of(A, usage(1, 81_000, 1)), 100_000))
        .singleElement()
        .asString()
        .contains("project a holds 79.1 KiB", "orch retention");
  }

  @Test
  void projectsThatAreSmallByThemselvesMayBeTooMuchTogether() {
    long half = StorageWarnings.MANY_BYTES / 2 + 1;
    Map<ProjectName, ProjectUsage> both = Map.of(A, usage(1, half, 1), B, usage(1, half, 1));
    assertThat(StorageWarnings.of(both, 2 * half))
        .singleElement()
        .asString()
        .contains("holds 256.0 MiB for orch", "heap of at least 1.0 GiB");
    assertThat(StorageWarnings.of(Map.of(A, usage(1, half, 1)), 2 * half)).isEmpty();
  }

  @Test
  void manyZnodesAndLongListingsAreNamed() {
    assertThat(
            StorageWarnings.of(
                Map.of(
                    A, usage(StorageWarnings.MANY_ZNODES + 1, 1, StorageWarnings.LONG_LISTING + 1)),
                1000))
        .hasSize(2)
        .anyMatch(text -> text.contains("listing /p/a/revisions takes 512"))
        .anyMatch(text -> text.contains("500,001 znodes"));
  }
}
