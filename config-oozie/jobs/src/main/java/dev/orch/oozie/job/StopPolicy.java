package dev.orch.oozie.job;

/** What happens to runs under way when their job changes or goes. */
public enum StopPolicy {
  /** They end first; no new ones begin meanwhile. */
  DRAIN,
  /** They are killed; every nominal time that had not succeeded is made again. */
  KILL,
  /** They are left alone; the change holds for actions that are not made yet. */
  LEAVE
}
