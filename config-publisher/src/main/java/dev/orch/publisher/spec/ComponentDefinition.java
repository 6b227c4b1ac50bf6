package dev.orch.publisher.spec;

import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.path.Glob;
import java.util.List;

/**
 * All that a {@code component.yaml} says.
 *
 * <p>Only {@code spec} is published. Which files are properties is published too, but as each
 * file's kind, and how files were validated concerns nobody afterwards: so a pattern written
 * another way, with the same effect, is no change.
 *
 * @param spec how agents apply the component
 * @param properties files that match one of them are properties
 * @param validation the first rule that matches a file decides; without one it has to be
 *     well-formed
 * @param secrets the first rule that matches a file decides; without one it is looked through
 * @param validators asked in this order
 */
public record ComponentDefinition(
    ComponentSpec spec,
    List<Glob> properties,
    List<ValidationRule> validation,
    List<SecretsRule> secrets,
    List<ValidatorCommand> validators) {
  private static final Expectation WELL_FORMED = new Expectation.WellFormed();

  /** What holds for a component without a {@code component.yaml}. */
  public static final ComponentDefinition DEFAULT =
      new ComponentDefinition(
          ComponentSpec.DEFAULT,
          ComponentSpec.defaultPropertiesPatterns(),
          List.of(),
          List.of(),
          List.of());

  public ComponentDefinition {
    properties = List.copyOf(properties);
    validation = List.copyOf(validation);
    secrets = List.copyOf(secrets);
    validators = List.copyOf(validators);
  }

  /** Whether its files are Oozie jobs. */
  public boolean isOfJobs() {
    return spec.trigger().equals(OozieKeys.OOZIE);
  }

  /** What this file is to the component. */
  public FileKind kindOf(ConfigPath path) {
    for (Glob pattern : properties) {
      if (pattern.matches(path)) {
        return FileKind.PROPERTIES;
      }
    }
    return FileKind.CONFIGURATION;
  }

  /** What is expected of this file's content. */
  public Expectation expects(ConfigPath path) {
    for (ValidationRule rule : validation) {
      if (rule.pattern().matches(path)) {
        return rule.expectation();
      }
    }
    return WELL_FORMED;
  }

  /** Whether anything at all is expected of this file's content. */
  public boolean validates(ConfigPath path) {
    return !(expects(path) instanceof Expectation.Anything);
  }

  /** Whether what looks like a secret in this file is one. */
  public boolean mayHoldSecrets(ConfigPath path) {
    for (SecretsRule rule : secrets) {
      if (rule.pattern().matches(path)) {
        return rule.look();
      }
    }
    return true;
  }
}
