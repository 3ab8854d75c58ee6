package io.plumbline.eval.sandbox;

import java.time.Duration;

/// The limits of one run. Exceeding one ends all processes of the run.
///
/// @param wall time from start to end, at most two minutes
/// @param cpu processor time of all processes together
/// @param memoryBytes resident memory of all processes together, and the address space of each
/// @param processes number of concurrent processes and threads
/// @param outputBytes size of the standard output, and of the error output
public record SandboxLimits(Duration wall, Duration cpu, long memoryBytes, int processes, int outputBytes) {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long LEAST_MEMORY = 32L << 20;
    private static final long MOST_MEMORY = 4L << 30;
    private static final int MOST_PROCESSES = 256;
    private static final int MOST_OUTPUT = 16 << 20;

    /// For short programs, such as the tests of a function.
    public static final SandboxLimits SMALL =
            new SandboxLimits(Duration.ofSeconds(10), Duration.ofSeconds(8), 512L << 20, 16, 256 << 10);

    public SandboxLimits {
        require(!wall.isNegative() && !wall.isZero() && wall.compareTo(LONGEST) <= 0, "wall: at most two minutes");
        require(!cpu.isNegative() && !cpu.isZero() && cpu.compareTo(LONGEST) <= 0, "cpu: at most two minutes");
        require(memoryBytes >= LEAST_MEMORY && memoryBytes <= MOST_MEMORY, "memoryBytes: 32 MiB to 4 GiB");
        // prlimit, the program, and the reaper of bubblewrap
        require(processes >= 4 && processes <= MOST_PROCESSES, "processes: 4 to 256");
        require(outputBytes >= 1 && outputBytes <= MOST_OUTPUT, "outputBytes: at most 16 MiB");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
