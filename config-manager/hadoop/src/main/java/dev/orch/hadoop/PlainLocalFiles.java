package dev.orch.hadoop;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/**
 * {@link PlainLocalFileSystem} for Hadoop's other interface, which alone renames over what is
 * there. Made by Hadoop, by its class's name and these parameters.
 */
final class PlainLocalFiles extends DelegateToFileSystem {
  PlainLocalFiles(URI location, Configuration configuration)
      throws IOException, URISyntaxException {
    super(location, new PlainLocalFileSystem(), configuration, "file", false);
  }
}
