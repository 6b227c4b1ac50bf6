import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Counts something on an executor twice a second, without end, and writes down each time what its
 * settings say.
 */
public final class Observations {
  private Observations() {}

  public static void main(String[] arguments) throws Exception {
    Path seen = Path.of(arguments[0]);
    Path settings = Path.of(arguments[1]);
    SparkConf conf = new SparkConf().setAppName("observations");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      String application = spark.sc().applicationId();
      while (true) {
        long count = spark.parallelize(List.of(1, 2, 3), 1).filter(number -> number > 1).count();
        String line = application + " " + count + " " + Files.readString(settings).strip() + "\n";
        Files.writeString(seen, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Thread.sleep(500);
      }
    }
  }
}
