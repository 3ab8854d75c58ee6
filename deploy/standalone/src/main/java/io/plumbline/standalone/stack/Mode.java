package io.plumbline.standalone.stack;

/// How the five services run.
public enum Mode {
    /// All in one JVM, the default: least memory, fastest start.
    ONE_JVM("leader"),
    /// Each in a process of its own that is started again when it dies.
    PROCESSES("supervisor");

    private final String jvmOptions;

    Mode(String jvmOptions) {
        this.jvmOptions = jvmOptions;
    }

    /// The kind of JVM that the leader of such a stack is.
    String jvmOptions() {
        return jvmOptions;
    }
}
