package io.plumbline.standalone.postgres;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.process.Liveness;
import io.plumbline.standalone.process.ProcessSpec;
import io.plumbline.standalone.process.Signal;
import io.plumbline.standalone.process.Supervised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The Postgres server of a stack. Its data is durable: fsync is on, and the server is never started on a data
/// directory that another one uses. It listens only on the loopback interface, requires a password of every
/// client (SCRAM), and outlives the process that started it, which lets the next one adopt it.
public final class PostgresServer implements Supervised {

    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(45);
    private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(10);

    private final Home home;
    private final PostgresBinaries binaries;
    private final int port;
    private final RunAs runAs;

    PostgresServer(Home home, PostgresBinaries binaries, int port, RunAs runAs) {
        this.home = home;
        this.binaries = binaries;
        this.port = port;
        this.runAs = runAs;
    }

    /// The server of this home, with a data directory that is created if there is none.
    public static PostgresServer of(Home home, int port, String superuserPassword) {
        return of(home, port, superuserPassword, RunAs.detect());
    }

    static PostgresServer of(Home home, int port, String superuserPassword, RunAs runAs) {
        PostgresBinaries binaries = PostgresBinaries.unpackInto(home.postgresBinaries());
        PostgresCluster cluster = new PostgresCluster(home, binaries, runAs);
        try {
            if (!PostgresCluster.isIn(home)) {
                cluster.create(superuserPassword);
            }
            cluster.prepare();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PostgresServer(home, binaries, port, runAs);
    }

    /// Whether there is data worth keeping.
    public static boolean hasData(Home home) {
        return PostgresCluster.isIn(home);
    }

    /// The server that works on the data of this home, whichever process started it.
    public static Optional<ProcessHandle> findRunning(Home home) {
        return PostmasterPid.read(home.postgresData()).flatMap(PostmasterPid::find);
    }

    /// Fast shutdown: disconnects clients; committed data is on disk, and the next start needs no recovery.
    public static void shutDown(ProcessHandle server) {
        Signal.INT.sendTo(server);
        if (!Liveness.endsWithin(server, FAST_SHUTDOWN)) {
            Signal.QUIT.sendTo(server);
            if (!Liveness.endsWithin(server, IMMEDIATE_SHUTDOWN)) {
                server.destroyForcibly();
            }
        }
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Optional<ProcessHandle> adopt() {
        Optional<PostmasterPid> file = PostmasterPid.read(home.postgresData());
        Optional<ProcessHandle> running = file.flatMap(PostmasterPid::find);
        boolean elsewhere =
                file.map(PostmasterPid::port).filter(known -> known != port).isPresent();
        if (running.isPresent() && elsewhere) {
            shutDown(running.get());
            return Optional.empty();
        }
        return running;
    }

    @Override
    public ProcessHandle start() {
        Optional<PostmasterPid> left = PostmasterPid.read(home.postgresData());
        if (left.isPresent()) {
            left.get().removeIfStale();
        }
        if (findRunning(home).isEmpty()) {
            OrphanedBackends.end(home.postgresData());
        }
        Path log = home.logs().resolve("postgres.log");
        return new ProcessSpec(name(), command(), DatabaseAddress.VARIABLES, home.data(), log, binaries.version())
                .start();
    }

    @Override
    public void stop(ProcessHandle server) {
        shutDown(server);
    }

    private List<String> command() {
        return runAs.command(
                binaries.program("postgres"),
                List.of(
                        "-D",
                        home.postgresData().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "shared_buffers=128MB",
                        "-c",
                        "log_checkpoints=off",
                        "-c",
                        "timezone=UTC"));
    }
}
