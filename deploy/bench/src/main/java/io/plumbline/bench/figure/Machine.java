package io.plumbline.bench.figure;

import java.util.Map;

/// The origin of figures, as far as they depend on it. It names no host and no person.
///
/// @param cores  the number that this process may use
/// @param commit of the sources; empty if unknown
public record Machine(int cores, String system, String jdk, String commit) {

    /// Set by the script, which knows the location of the sources.
    public static final String COMMIT_VARIABLE = "PLUMBLINE_COMMIT";

    public static Machine ofThisProcess(Map<String, String> environment) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                Runtime.version().toString(),
                environment.getOrDefault(COMMIT_VARIABLE, ""));
    }

    /// In one line, for people.
    String text() {
        return "%d cores, %s, JDK %s, commit %s".formatted(cores, system, jdk, commit.isEmpty() ? "unknown" : commit);
    }
}
