package io.plumbline.simulator;

import io.plumbline.simulator.http.Bounds;
import io.plumbline.simulator.http.HttpServer;
import io.plumbline.simulator.http.RequestHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A running simulator. It stores nothing on disk: dials, counters and recorded calls end with it.
public final class Simulator implements AutoCloseable {
    public static final String LOOPBACK = "127.0.0.1";

    private final HttpServer server;

    private Simulator(HttpServer server) {
        this.server = server;
    }

    /// Starts a simulator on loopback that needs no key; port 0 selects a free port.
    ///
    /// @throws IOException when the port is taken
    public static Simulator start(int port) throws IOException {
        return start(port, LOOPBACK, null);
    }

    /// @param host address to listen on
    /// @param apiKey required by the vendors' surfaces; null: any key or none is accepted
    /// @throws IOException when the address is unavailable
    public static Simulator start(int port, String host, @Nullable String apiKey) throws IOException {
        // The server and the knowledge take about as long to load, so they do it side by side.
        CompletableFuture<RequestHandler> router =
                CompletableFuture.supplyAsync(() -> new Router(apiKey, Clock.systemUTC()));
        HttpServer server = HttpServer.start(host, port, Bounds.STANDARD, router::join);
        router.join();
        return new Simulator(server);
    }

    public int port() {
        return server.port();
    }

    /// Returns when the simulator is closed.
    public void awaitClose() throws InterruptedException {
        server.awaitClose();
    }

    /// Stops listening and cuts off running answers.
    @Override
    public void close() {
        server.close();
    }

    /// Runs until SIGTERM. Exit code 1: the port is taken; 2: usage error.
    public static void main(String[] arguments) throws InterruptedException {
        CommandLine options;
        try {
            options = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + CommandLine.USAGE);
            System.exit(2);
            return;
        }
        try (Simulator simulator = start(options.port(), options.host(), options.apiKey())) {
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "shutdown"));
            System.out.println("The simulator is ready at http://" + options.host() + ":" + simulator.port());
            simulator.awaitClose();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
