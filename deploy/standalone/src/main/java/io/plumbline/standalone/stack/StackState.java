package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.process.ProcessLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The state of a stack as its leader reports it, for later commands.
///
/// @param ready       whether all services have been ready once
/// @param ownDatabase whether it uses the user's own Postgres
record StackState(Mode mode, int portBase, boolean ready, boolean ownDatabase) {

    static final String LEADER = "plumbline";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Ports ports() {
        return new Ports(portBase);
    }

    StackState asReady() {
        return new StackState(mode, portBase, true, ownDatabase);
    }

    /// The leader, if it lives.
    static Optional<ProcessHandle> leader(Home home) {
        return new ProcessLedger(home.run()).findLiving(LEADER);
    }

    /// The leader's report, if there is a living leader.
    static Optional<StackState> ofLivingLeader(Home home) {
        return leader(home).flatMap(leader -> read(home));
    }

    /// The last leader's report, dead or alive.
    static Optional<StackState> read(Home home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), StackState.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(Home home) {
        try {
            OwnerOnlyFile.write(file(home), JSON.writeValueAsString(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void forget(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("stack.json");
    }
}
