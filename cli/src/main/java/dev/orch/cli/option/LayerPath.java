package dev.orch.cli.option;

import dev.orch.cli.invocation.UsageException;
import dev.orch.model.layer.LayerName;

/**
 * What {@code COMPONENT/PATH} names on a command line, the component in one of its layers.
 *
 * @param path what follows the layer's name, without a slash at either end; empty if nothing does
 */
public record LayerPath(LayerName layer, String path) {
  /**
   * From the argument.
   *
   * @throws UsageException when it does not begin with the name of a layer
   */
  public static LayerPath parse(String argument) {
    String base = LayerName.BASE + '/';
    int from = argument.startsWith(base) ? base.length() : 0;
    int slash = argument.indexOf('/', from);
    String name = slash < 0 ? argument : argument.substring(0, slash);
    String path = slash < 0 ? "" : argument.substring(slash + 1);
    try {
      return new LayerPath(
          LayerName.parse(name), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), "See: orch status", e);
    }
  }
}
