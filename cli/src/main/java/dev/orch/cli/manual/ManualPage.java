package dev.orch.cli.manual;

import dev.orch.model.settings.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One command's page of the manual, section 1. */
public final class ManualPage {
  private static final String EXAMPLES = "Examples:";
  private static final String EXIT_CODES = "Exit codes: ";

  private final CommandSpec spec;
  private final String version;
  private final Roff page = new Roff();

  private ManualPage(CommandSpec spec, String version) {
    this.spec = spec;
    this.version = version;
  }

  /** All pages by file name, {@code orch-publish.1}: of the command and of those below it. */
  public static Map<String, String> all(CommandLine command, String version) {
    Map<String, String> pages = new LinkedHashMap<>();
    CommandSpec spec = command.getCommandSpec();
    pages.put(name(spec) + ".1", new ManualPage(spec, version).write());
    visible(spec).forEach(below -> pages.putAll(all(below.commandLine(), version)));
    return pages;
  }

  private static Stream<CommandSpec> visible(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(below -> !below.usageMessage().hidden());
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  private String write() {
    String description = joined(spec.usageMessage().description());
    page.title(name(spec).toUpperCase(Locale.ROOT), version);
    page.section("NAME").words(name(spec) + " - " + firstSentence(description));
    page.section("SYNOPSIS").words(synopsis());
    page.section("DESCRIPTION").words(description);
    commands();
    parameters();
    options();
    if (spec.parent() == null) {
      settings();
    }
    footer();
    page.section("SEE ALSO").words(seeAlso());
    return page.toString();
  }

  private String synopsis() {
    StringBuilder synopsis = new StringBuilder(spec.qualifiedName() + " [OPTIONS]");
    if (visible(spec).findAny().isPresent()) {
      synopsis.append(" COMMAND");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
      boolean optional = parameter.arity().min() == 0;
      synopsis.append(' ').append(optional ? "[" + label + "]" : label);
    }
    return synopsis.toString();
  }

  private void commands() {
    List<CommandSpec> below = visible(spec).toList();
    if (!below.isEmpty()) {
      page.section("COMMANDS");
      below.forEach(it -> page.term(name(it) + "(1)", joined(it.usageMessage().description())));
    }
  }

  private void parameters() {
    if (!spec.positionalParameters().isEmpty()) {
      page.section("ARGUMENTS");
      spec.positionalParameters()
          .forEach(it -> page.term(it.paramLabel(), joined(it.description())));
    }
  }

  private void options() {
    page.section("OPTIONS");
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        page.term(String.join(", ", option.names()) + value, joined(option.description()));
      }
    }
  }

  private void settings() {
    page.section("ENVIRONMENT")
        .words("Options come first, then system properties, then these, then conf/orch.yaml.");
    for (Setting setting : Setting.values()) {
      page.term(
          setting.environment(),
          "System property "
              + setting.property()
              + ", in conf/orch.yaml "
              + setting.fileKey()
              + setting.environmentAlias().map(alias -> "; also " + alias).orElse("")
              + ".");
    }
  }

  private void footer() {
    List<String> paragraph = new ArrayList<>();
    for (String line : spec.usageMessage().footer()) {
      String text = plain(line);
      if (text.isBlank()) {
        footer(paragraph);
        paragraph.clear();
      } else {
        paragraph.add(text);
      }
    }
    footer(paragraph);
  }

  private void footer(List<String> paragraph) {
    if (paragraph.isEmpty()) {
      return;
    }
    String first = paragraph.get(0);
    if (first.equals(EXAMPLES)) {
      page.section("EXAMPLES").verbatim(paragraph.subList(1, paragraph.size()));
    } else if (first.startsWith(EXIT_CODES)) {
      String text = String.join(" ", paragraph);
      page.section("EXIT STATUS").words(text.substring(EXIT_CODES.length()));
    } else {
      page.paragraph(String.join(" ", paragraph));
    }
  }

  private String seeAlso() {
    CommandSpec parent = spec.parent();
    if (parent == null) {
      return visible(spec).map(it -> name(it) + "(1)").collect(Collectors.joining(", "));
    }
    return name(parent) + "(1)";
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static String joined(String... lines) {
    return Arrays.stream(lines).map(ManualPage::plain).collect(Collectors.joining(" "));
  }

  /** Without picocli's formatting. */
  private static String plain(String text) {
    return text.replace("%n", " ").replace("%%", "%");
  }
}
