package dev.orch.config;

import java.util.Map;

/** Makes a component's properties known elsewhere. Safe for use by several threads. */
interface PropertiesExport extends AutoCloseable {
  /** Exports nothing. */
  PropertiesExport NONE =
      new PropertiesExport() {
        @Override
        public void update(Map<String, String> wanted) {}

        @Override
        public void close() {}
      };

  /** Makes what is exported equal to these, as far as that is allowed. */
  void update(Map<String, String> wanted);

  /** Takes back what is exported; exports nothing any more. */
  @Override
  void close();
}
