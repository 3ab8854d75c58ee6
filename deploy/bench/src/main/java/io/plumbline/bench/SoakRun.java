package io.plumbline.bench;

import io.plumbline.bench.figure.Machine;
import io.plumbline.bench.figure.Report;
import io.plumbline.bench.figure.Result;
import io.plumbline.bench.figure.Table;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.soak.Soak;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAccess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `bench soak`: runs a [Soak] on its own stack, prints the results, and fails if the gateway's memory grows or a
/// call has no event.
record SoakRun(Home home, Narrator narrator, Machine machine, Instant now) {

    static final String TITLE = "the gateway's memory and events under sustained load [--minutes N] [--rate R]";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// @throws CannotContinue when the soak fails
    void run(BenchRequest request, Path json) {
        Soak soak = new Soak(Duration.ofMinutes(request.minutes()), request.rate());
        Soak.Outcome outcome = narrator.during(Soak.NAME, progress -> on(soak, progress));
        Result result = new Result(Soak.NAME, outcome.rounds().figures());
        new Report(Report.FORMAT, now, request.brief(), machine, List.of(result)).write(json);
        narrator.heading("soak: %d min at %,d requests/s".formatted(request.minutes(), request.rate()));
        Table.of(result, Optional.empty()).forEach(narrator::verbatim);
        outcome.remarks().forEach(narrator::detail);
        narrator.blank();
        narrator.say("The figures are in %s.".formatted(json));
        if (!outcome.failures().isEmpty()) {
            throw new CannotContinue("The soak test failed: %s.".formatted(String.join("; ", outcome.failures())));
        }
        narrator.good("Memory stays flat, and every answered call has its event.");
    }

    private Soak.Outcome on(Soak soak, Progress progress) {
        progress.at("soak: starting a stack");
        try (BenchStack stack = BenchStack.below(home)) {
            stack.startAsDeployed(false);
            Credentials credentials = stack.credentials();
            try (Connection database = DatabaseAccess.connect(credentials.database(), PATIENCE)) {
                return soak.run(credentials, stack.process(Service.GATEWAY), database, progress);
            }
        } catch (SQLException e) {
            throw new CannotContinue("The database cannot be reached: %s.".formatted(e.getMessage()), e);
        } catch (StoryBroke e) {
            throw new CannotContinue("The soak test cannot run: %s".formatted(e.getMessage()), e);
        }
    }
}
