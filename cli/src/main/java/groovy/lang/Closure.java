package groovy.lang;

/**
 * Nothing of Groovy's. picocli asks in each call whether this class is there, and to learn that it
 * is not Java opens every jar on the class path: a fifth of what a short command takes. Nothing
 * extends this one, so that picocli never does with it what it does with closures. Plug-ins don't
 * see it.
 */
public final class Closure {
  private Closure() {}
}
