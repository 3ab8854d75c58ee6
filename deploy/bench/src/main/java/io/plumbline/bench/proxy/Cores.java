package io.plumbline.bench.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two of this machine's cores, one for the subject and one for everything else, separated by `taskset` (of
/// util-linux).
public final class Cores {

    private final int measured;
    private final int others;

    private Cores(int measured, int others) {
        this.measured = measured;
        this.others = others;
    }

    /// Empty if there is no `taskset`, or this process has only one core.
    public static Optional<Cores> find() {
        Optional<String> answer =
                taskset("-c", "-p", Long.toString(ProcessHandle.current().pid()));
        List<Integer> cores = answer.map(Cores::parse).orElse(List.of());
        return cores.size() < 2 ? Optional.empty() : Optional.of(new Cores(cores.get(0), cores.get(1)));
    }

    /// @param answer such as `pid 7's current affinity list: 0-3,8`
    static List<Integer> parse(String answer) {
        List<Integer> cores = new ArrayList<>();
        for (String range :
                answer.substring(answer.lastIndexOf(':') + 1).strip().split(",", -1)) {
            String[] ends = range.split("-", 2);
            for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    /// Pins a process to the subject's core.
    public void measure(ProcessHandle process) {
        pin(process, measured);
    }

    /// Pins a process to the other core.
    public void keepAway(ProcessHandle process) {
        pin(process, others);
    }

    /// Child processes started later inherit the core.
    private static void pin(ProcessHandle process, int core) {
        taskset("-a", "-c", "-p", Integer.toString(core), Long.toString(process.pid()));
    }

    private static Optional<String> taskset(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add("taskset");
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(answer.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
