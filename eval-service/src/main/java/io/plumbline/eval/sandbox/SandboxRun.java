package io.plumbline.eval.sandbox;

/// The result of a program. It proves nothing about the program: a hostile one can print anything and end with any
/// exit code.
///
/// @param ending how it ended
/// @param exitCode 128 plus the signal if a signal ended it
/// @param output standard output, truncated at its limit
/// @param errors error output, truncated at its limit
/// @param millis time from start to end
public record SandboxRun(Ending ending, int exitCode, String output, String errors, long millis) {

    /// How a program ended: by itself, or because it exceeded a limit.
    public enum Ending {
        EXITED,
        WALL_TIME,
        CPU_TIME,
        MEMORY,
        PROCESSES,
        OUTPUT
    }

    /// Whether it ended by itself with exit code 0.
    public boolean isSuccess() {
        return ending == Ending.EXITED && exitCode == 0;
    }
}
