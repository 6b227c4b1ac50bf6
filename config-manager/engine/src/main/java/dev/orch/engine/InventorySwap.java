package dev.orch.engine;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Plan;
import dev.orch.model.Digest;
import java.io.IOException;

/** Puts the new inventory in place of the former one, or the former one back; can be repeated. */
final class InventorySwap {
  private InventorySwap() {}

  static void forward(
      SecureRoot root, HomeEffects effects, HomeDocuments documents, Plan plan, Inventory next)
      throws IOException {
    if (root.stat(OrchFiles.NEXT_INVENTORY).isPresent()) {
      effects.move(OrchFiles.NEXT_INVENTORY, OrchFiles.INVENTORY);
      effects.syncDirectory(OrchFiles.ORCH);
      documents.refine(next);
      return;
    }
    Digest found = digest(documents);
    if (!found.equals(plan.digest())) {
      throw new IOException("the new inventory is gone: expected " + plan.digest());
    }
  }

  static void back(SecureRoot root, HomeEffects effects, HomeDocuments documents, Plan plan)
      throws IOException {
    if (!plan.previous()) {
      effects.deleteTree(OrchFiles.INVENTORY);
    } else if (root.stat(OrchFiles.FORMER_INVENTORY).isPresent()) {
      effects.move(OrchFiles.FORMER_INVENTORY, OrchFiles.INVENTORY);
    }
    effects.syncDirectory(OrchFiles.ORCH);
    documents.inventoryMoved();
  }

  private static Digest digest(HomeDocuments documents) throws IOException {
    return documents.inventory().orElse(Inventory.EMPTY).manifest().digest();
  }
}
