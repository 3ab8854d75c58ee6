package io.plumbline.bench.harness;

import io.plumbline.bench.proxy.ProxyProcess;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.process.Jvm;
import io.plumbline.standalone.process.ProcessLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The stack for benchmarks: the same jars as any other, with its own home, ports and embedded database. The
/// user's stack and the database that `PLUMBLINE_DATABASE_URL` names are never touched. Its commands run as from
/// the script.
///
/// It is stopped when this process ends in any way short of a kill -9; the next run reports what such an end
/// leaves running, and refuses to touch it.
public final class BenchStack implements AutoCloseable {

    private static final String MAIN_CLASS = "io.plumbline.standalone.Standalone";
    private static final String LEADER = "plumbline";
    /// Takes precedence over every other option of a JVM, including those of the options files.
    private static final String LAST_OPTIONS = "_JAVA_OPTIONS";
    /// A JVM for one core with full compilation: settings for a fast start on one machine make calls expensive.
    private static final Map<String, String> AS_DEPLOYED =
            Map.of(LAST_OPTIONS, "-XX:TieredStopAtLevel=4 -XX:ActiveProcessorCount=1 -Xms256m -Xmx512m");
    /// The same on all cores, for what uses them.
    private static final Map<String, String> ON_ALL_CORES =
            Map.of(LAST_OPTIONS, "-XX:TieredStopAtLevel=4 -Xms256m -Xmx1g");
    /// A JVM for one core that starts fast, for figures that are not compared.
    private static final Map<String, String> QUICK_TO_START =
            Map.of(LAST_OPTIONS, "-XX:ActiveProcessorCount=1 -Xms256m -Xmx512m");

    private final Home home;
    private final Ports ports;
    private final Jvm jvm = Jvm.ofThisBuild();
    private final Thread stopAtEnd = Thread.ofPlatform().name("stop").unstarted(this::runDown);
    private boolean started;

    private BenchStack(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    /// @param home the home of the user's own stack; this one is within it
    public static BenchStack below(Home home) {
        Home own = new Home(home.root().resolve("bench").resolve("stack")).prepare();
        if (new ProcessLedger(own.run()).findLiving(LEADER).isPresent()) {
            throw new CannotContinue(
                    "A benchmark is already running. If not, remove its leftovers: %s=%s ./plumbline down --purge"
                            .formatted(Home.VARIABLE, own.root()));
        }
        return new BenchStack(own, FreePorts.find());
    }

    /// Starts a new stack in one JVM, like `./plumbline up`.
    public void startAsOneJvm() {
        start(List.of("up", "--detach"), Map.of());
    }

    /// Starts a new stack with a JVM for each service, as in a deployment.
    ///
    /// @param brief whether a fast start matters more than the figures
    public void startAsDeployed(boolean brief) {
        start(List.of("up", "--detach", "--processes"), jvm(brief));
    }

    /// The same, with all cores for each service.
    public void startOnAllCores(boolean brief) {
        start(List.of("up", "--detach", "--processes"), brief ? QUICK_TO_START : ON_ALL_CORES);
    }

    private static Map<String, String> jvm(boolean brief) {
        return brief ? QUICK_TO_START : AS_DEPLOYED;
    }

    private void start(List<String> command, Map<String, String> variables) {
        run(List.of("down", "--purge"), Map.of());
        if (!started) {
            started = true;
            Runtime.getRuntime().addShutdownHook(stopAtEnd);
        }
        run(command, variables);
    }

    public Home home() {
        return home;
    }

    public Credentials credentials() {
        return Credentials.read(home).orElseThrow(() -> new IllegalStateException("The stack is not up"));
    }

    /// The process of a service, in a stack started as deployed.
    public ProcessHandle process(Service service) {
        return new ProcessLedger(home.run())
                .findLiving(service.fullName())
                .orElseThrow(() ->
                        new CannotContinue("%s ended; its log is in %s.".formatted(service.fullName(), home.logs())));
    }

    /// All processes of a stack started as deployed, including the database's.
    public List<ProcessHandle> processes() {
        ProcessHandle leader = new ProcessLedger(home.run())
                .findLiving(LEADER)
                .orElseThrow(() -> new IllegalStateException("The stack is not up"));
        return Stream.concat(Stream.of(leader), leader.descendants()).toList();
    }

    /// The minimal proxy, with the same JVM as the services here.
    ///
    /// @param brief as for the services
    public ProxyProcess startProxy(String upstream, boolean brief) {
        return ProxyProcess.start(upstream, jvm(brief), home.logs());
    }

    /// Stops the stack and removes its data. Idempotent.
    @Override
    public void close() {
        if (started) {
            started = false;
            Runtime.getRuntime().removeShutdownHook(stopAtEnd);
            run(List.of("down", "--purge"), Map.of());
        }
    }

    /// Keeps the logs, for the diagnosis of an early end.
    private void runDown() {
        run(List.of("down"), Map.of());
    }

    private void run(List<String> arguments, Map<String, String> more) {
        Path output = home.root().resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(jvm.command("tool", MAIN_CLASS, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(DatabaseAddress.VARIABLES);
        environment.putAll(variables());
        environment.putAll(more);
        try {
            OwnerOnlyFile.write(output, "");
            int exitCode = builder.start().waitFor();
            if (exitCode != 0) {
                throw new CannotContinue("The benchmark's stack did not go %s:%n%s"
                        .formatted(
                                arguments.getFirst(), Files.readString(output).strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put(Home.VARIABLE, home.root().toString());
        variables.put(Ports.VARIABLE, Integer.toString(ports.base()));
        return variables;
    }
}
