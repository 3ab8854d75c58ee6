package io.plumbline.standalone.stack;

/// How the five services run.
public enum Mode {
    /// All in one JVM, the default: least memory, fastest start.
    ONE_JVM("leader"),
    /// Each in its own process that is restarted when it dies.
    PROCESSES("supervisor");

    private final String jvmOptions;

    Mode(String jvmOptions) {
        this.jvmOptions = jvmOptions;
    }

    /// The kind of JVM of the leader of such a stack.
    String jvmOptions() {
        return jvmOptions;
    }
}
