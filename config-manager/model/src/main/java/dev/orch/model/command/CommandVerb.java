package dev.orch.model.command;

/** What an instance can be asked to do. */
public enum CommandVerb {
  /** To stop and start what runs on its home. */
  RESTART,
  /** To have what runs on its home read its files again; a restart where that is not possible. */
  RELOAD,
  /** To look now whether something is to be applied. */
  RECONCILE,
  /** To stop what runs on its home, and to keep it stopped. */
  STOP,
  /** To start what it was told to keep stopped. */
  START
}
