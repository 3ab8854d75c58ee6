package io.plumbline.eval.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// The usage of a process and of all that descend from it, read from `/proc`. Processes in a PID namespace stay
/// descendants of the one that made it, whatever happens to their parents.
///
/// @param processes number of processes and threads
/// @param memoryBytes resident memory together; shared pages count once per process
/// @param cpu processor time together, with that of ended children
record ProcessTree(int processes, long memoryBytes, Duration cpu) {

    private static final Path PROC = Path.of("/proc");
    private static final long PAGE = 4096;
    /// The kernel's unit for other programs, USER_HZ.
    private static final long TICKS_PER_SECOND = 100;

    /// Positions in `/proc/PID/stat` after the name.
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final int CHILDREN_USER_TICKS = 13;
    private static final int CHILDREN_SYSTEM_TICKS = 14;
    private static final int THREADS = 17;
    private static final int RESIDENT_PAGES = 21;

    /// @param atMost number of processes after which reading stops
    static ProcessTree of(long root, int atMost) {
        int processes = 0;
        long pages = 0;
        long ticks = 0;
        Deque<Long> open = new ArrayDeque<>();
        open.add(root);
        int read = 0;
        while (!open.isEmpty() && read++ <= atMost) {
            long id = open.removeFirst();
            String[] stat = stat(id);
            if (stat.length > RESIDENT_PAGES) {
                processes += Integer.parseInt(stat[THREADS]);
                pages += Long.parseLong(stat[RESIDENT_PAGES]);
                ticks += Long.parseLong(stat[USER_TICKS])
                        + Long.parseLong(stat[SYSTEM_TICKS])
                        + Long.parseLong(stat[CHILDREN_USER_TICKS])
                        + Long.parseLong(stat[CHILDREN_SYSTEM_TICKS]);
                addChildren(id, open);
            }
        }
        return new ProcessTree(processes, pages * PAGE, Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND));
    }

    private static String[] stat(long id) {
        String line = read(PROC.resolve(id + "/stat"));
        return line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
    }

    private static void addChildren(long id, Deque<Long> open) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(PROC.resolve(id + "/task"))) {
            for (Path task : tasks) {
                for (String child : read(task.resolve("children")).split(" ", -1)) {
                    if (!child.isBlank()) {
                        open.add(Long.valueOf(child.strip()));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process has ended.
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
