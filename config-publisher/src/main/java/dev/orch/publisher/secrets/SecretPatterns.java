package dev.orch.publisher.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What secrets look like: private keys, tokens of well-known services, passwords in URLs, and
 * values of keys whose name says it. A guess on purpose: it points out, and refuses nothing.
 */
final class SecretPatterns {
  /** What was found where; never the secret itself. */
  record Hit(int offset, String what) {}

  private static final int MAX_HITS = 20;

  private record Token(String what, Pattern pattern) {}

  private static final List<Token> TOKENS =
      List.of(
          new Token("a private key", Pattern.compile("-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----")),
          new Token("an access key of AWS", Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b")),
          new Token(
              "a token of GitHub",
              Pattern.compile("\\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{40,})")),
          new Token("a token of Slack", Pattern.compile("\\bxox[abprs]-[0-9A-Za-z-]{10,}")),
          new Token(
              "a password in a URL",
              Pattern.compile("://[^\\s/:@\"'<>]{1,100}:(?![$%{*<])[^\\s/@\"'<>]{1,100}@")));

  private static final String NAME =
      "[\\w.\\-]*(?:password|passwd|passphrase|secret|secret[._-]?key|api[._-]?key|access[._-]?token"
          + "|auth[._-]?token|private[._-]?key)";

  /** {@code name = value}, {@code name: value}, also in JSON and YAML. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "^[ \\t\"'{,-]*(" + NAME + ")[\"']?[ \\t]*[=:][ \\t]*[\"']?([^\\r\\n\"']{1,200})",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** As Hadoop writes it. */
  private static final Pattern ELEMENTS =
      Pattern.compile(
          "<name>\\s{0,50}(" + NAME + ")\\s{0,50}</name>\\s{0,50}<value>([^<]{1,200})</value>",
          Pattern.CASE_INSENSITIVE);

  /** What stands where something else is put in later, or leads to it. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "[$%@]?\\{.*|\\$\\(.*|\\$\\w+|%\\w+%|<.*>|\\*+|(?:enc|vault|cipher|env|file|jceks|localjceks|ref)[:(].*|/.*|\\{cipher\\}.*",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> NO_SECRETS =
      Set.of("true", "false", "null", "none", "changeme", "change-me", "todo", "xxx", "...", "~");

  private SecretPatterns() {}

  /** The first 20, in order. */
  static List<Hit> in(String text) {
    List<Hit> hits = new ArrayList<>();
    for (Token token : TOKENS) {
      Matcher matcher = token.pattern().matcher(text);
      while (hits.size() < MAX_HITS && matcher.find()) {
        hits.add(new Hit(matcher.start(), token.what()));
      }
    }
    named(ASSIGNMENT, text, hits);
    named(ELEMENTS, text, hits);
    hits.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
    return hits;
  }

  private static void named(Pattern pattern, String text, List<Hit> hits) {
    Matcher matcher = pattern.matcher(text);
    while (hits.size() < MAX_HITS && matcher.find()) {
      int offset = matcher.start(1);
      secret(matcher.group(2))
          .ifPresent(value -> hits.add(new Hit(offset, "the value of " + matcher.group(1))));
    }
  }

  private static Optional<String> secret(String value) {
    String trimmed = value.strip().replaceAll("[,;}\\]]+$", "");
    boolean none =
        trimmed.isEmpty()
            || NO_SECRETS.contains(trimmed.toLowerCase(Locale.ROOT))
            || ELSEWHERE.matcher(trimmed).matches();
    return none ? Optional.empty() : Optional.of(trimmed);
  }
}
