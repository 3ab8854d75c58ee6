package io.plumbline.bench;

import io.plumbline.standalone.Standalone;
import java.time.Clock;
import java.util.List;

/// The command `./plumbline bench`. Exit codes: 0 measured, 1 failure (with a sentence that gives the reason), 2
/// usage error.
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        Standalone.exit((home, environment, narrator) ->
                new BenchCommand(home, environment, narrator, Clock.systemUTC()).run(List.of(arguments)) ? 0 : 2);
    }
}
