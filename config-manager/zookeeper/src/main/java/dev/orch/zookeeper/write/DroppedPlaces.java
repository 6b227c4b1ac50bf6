package dev.orch.zookeeper.write;

import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.ManifestDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one revision refers to and a later one does not, found by reading only what differs between
 * them: of two manifests the shards that only one of them has.
 *
 * <p>That is all of it because within one revision no two files share a place (see {@link
 * HeldBytes}): a place that the earlier refers to in something that both have is in neither's
 * difference, and one that moved to another path or component is in what differs on both sides.
 */
final class DroppedPlaces {
  private final ManifestDocuments documents;
  private final RevisionInfo before;
  private final RevisionInfo after;

  private DroppedPlaces(ManifestDocuments documents, RevisionInfo before, RevisionInfo after) {
    this.documents = documents;
    this.before = before;
    this.after = after;
  }

  /** By the revision that they are in. */
  static Map<RevisionName, List<HeldPlace>> between(
      ManifestDocuments documents, RevisionInfo before, RevisionInfo after)
      throws InterruptedException {
    return new DroppedPlaces(documents, before, after).find();
  }

  private Map<RevisionName, List<HeldPlace>> find() throws InterruptedException {
    List<ComponentHead> olds = onlyIn(before, after);
    List<ComponentHead> news = onlyIn(after, before);
    List<ComponentHead> both = new ArrayList<>(olds);
    both.addAll(news);
    documents.read(both);
    Set<Location> common = shards(olds);
    common.retainAll(shards(news));
    documents.readShards(
        both.stream()
            .flatMap(state -> documents.manifest(state).shards().stream())
            .filter(shard -> !common.contains(shard.at()))
            .toList());
    Map<Location, HeldPlace> dropped = new LinkedHashMap<>();
    olds.forEach(state -> places(state, common).forEach(place -> dropped.put(place.at(), place)));
    news.forEach(state -> places(state, common).forEach(place -> dropped.remove(place.at())));
    return dropped.values().stream().collect(Collectors.groupingBy(place -> place.at().revision()));
  }

  /** The states of components that are not the same in the other revision. */
  private List<ComponentHead> onlyIn(RevisionInfo one, RevisionInfo other) {
    List<ComponentHead> states = new ArrayList<>();
    for (LayerName layer : new TreeSet<>(one.components().keySet())) {
      ComponentHead state = one.components().get(layer);
      if (state != null && !state.equals(other.components().get(layer))) {
        states.add(state);
      }
    }
    return states;
  }

  private Set<Location> shards(Collection<ComponentHead> states) {
    Set<Location> shards = new HashSet<>();
    states.forEach(
        state -> documents.manifest(state).shards().forEach(shard -> shards.add(shard.at())));
    return shards;
  }

  private List<HeldPlace> places(ComponentHead state, Set<Location> common) {
    ManifestDocument manifest = documents.manifest(state);
    List<HeldPlace> places = new ArrayList<>();
    places.add(HeldPlace.ofManifest(documents.location(state)));
    manifest.files().forEach(file -> places.add(HeldPlace.of(file)));
    for (ShardReference shard : manifest.shards()) {
      if (!common.contains(shard.at())) {
        places.add(HeldPlace.of(shard));
        documents.files(shard).forEach(file -> places.add(HeldPlace.of(file)));
      }
    }
    return places;
  }
}
