package dev.orch.cli.plugin;

/**
 * Why a jar, or something in it, is not used.
 *
 * @param jar the file's name
 * @param what one line of what was expected and found
 * @param advice one line of what to do
 */
public record PluginProblem(String jar, String what, String advice) {}
