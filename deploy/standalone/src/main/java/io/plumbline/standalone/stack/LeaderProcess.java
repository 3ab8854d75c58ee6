package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.process.Jvm;
import io.plumbline.standalone.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The leader of a stack as its own process. It inherits the whole environment, which may name the user's own
/// database.
final class LeaderProcess {

    static final String MAIN_CLASS = "io.plumbline.standalone.Standalone";
    static final String PROCESSES = "--processes";
    /// An internal option: the script does not accept it.
    static final String TAKE_OVER = "--take-over";

    private LeaderProcess() {}

    static ProcessSpec starting(Home home, Jvm jvm, Mode mode) {
        return spec(home, jvm, mode, mode == Mode.PROCESSES ? List.of(PROCESSES) : List.of());
    }

    /// A leader that continues for a supervisor that was killed.
    static ProcessSpec takingOver(Home home, Jvm jvm) {
        return spec(home, jvm, Mode.PROCESSES, List.of(PROCESSES, TAKE_OVER));
    }

    static Path log(Home home) {
        return home.logs().resolve("plumbline.log");
    }

    private static ProcessSpec spec(Home home, Jvm jvm, Mode mode, List<String> flags) {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(flags);
        return new ProcessSpec(
                StackState.LEADER,
                jvm.command(mode.jvmOptions(), MAIN_CLASS, arguments),
                Set.of(),
                home.root(),
                log(home),
                mode.name());
    }
}
