package io.plumbline.bench.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two of this machine's cores, one for what is measured and one for whatever else takes part, as `taskset` (of
/// util-linux) keeps them apart.
public final class Cores {

    private final int measured;
    private final int others;

    private Cores(int measured, int others) {
        this.measured = measured;
        this.others = others;
    }

    /// Empty where there is no `taskset`, or this process has only one core.
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

    /// Gives a process the core of what is measured.
    public void measure(ProcessHandle process) {
        pin(process, measured);
    }

    /// Keeps a process away from it.
    public void keepAway(ProcessHandle process) {
        pin(process, others);
    }

    /// Children that it starts later get the same.
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
