package dev.orch.publisher.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.publisher.secrets.SecretPatterns.Hit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPatternsTest {
  private static List<String> in(String text) {
    return SecretPatterns.in(text).stream().map(Hit::what).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.password=s3cr3t",
        "PASSWORD: s3cr3t",
        "  \"apiKey\": \"0815\",",
        "spring.datasource.password = hunter2",
        "{\"client_secret\":\"x1\"}",
        "- auth-token: abc",
        "<name>fs.s3a.secret.key</name> <value>abcdef</value>",
        "-----BEGIN RSA PRIVATE KEY-----",
        "key AKIAABCDEFGHIJKLMNOP here",
        "url=jdbc:mysql://root:toor@db:3306/x",
      })
  void secretsAreFound(String text) {
    assertThat(in(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.password=",
        "db.password=${DB_PASSWORD}",
        "db.password={{ vault }}",
        "db.password=$PASSWORD",
        "password=<your password>",
        "password=changeme",
        "password=ENC(abc)",
        "password.file=/etc/secret",
        "ssl.keystore.password=/run/secrets/store",
        "requirePassword=true",
        "password.min.length=8",
        "# how to set a password: see the guide",
        "<name>hadoop.security.credential.provider.path</name><value>jceks://x</value>",
        "url=jdbc:mysql://${user}:${password}@db/x",
        "url=http://host:8080/a@b",
        "secretary=Ada",
      })
  void whatIsNoneIsLetPass(String text) {
    assertThat(in(text)).isEmpty();
  }

  @Test
  void theValueItselfIsNeverTold() {
    assertThat(SecretPatterns.in("a.password=hunter2\nurl=http://a:hunter2@b").toString())
        .doesNotContain("hunter2");
  }

  @Property(tries = 200)
  void anyTextIsLookedThroughQuickly(@ForAll @StringLength(max = 2_000) String text) {
    assertThat(SecretPatterns.in("password=" + text)).hasSizeLessThanOrEqualTo(22);
  }

  @Test
  void textMadeToBeSlowIsNot() {
    for (String part : List.of("password", "://a", "<name>password", "-.-", "a:", " ", "'\"{")) {
      long begin = System.nanoTime();
      SecretPatterns.in(part.repeat(64 * 1024 / part.length()));
      assertThat(System.nanoTime() - begin).as(part).isLessThan(5_000_000_000L);
    }
  }
}
