package io.plumbline.bench.proxy;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.process.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The [BareProxy] in its own process, with a service's JVM. It ends with this process.
public final class ProxyProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int CONNECT_LIMIT_MS = 500;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final int port;

    private ProxyProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Returns once it listens.
    ///
    /// @param variables additional environment variables
    /// @param folder for its log, and for Tomcat's files
    public static ProxyProcess start(String upstream, Map<String, String> variables, Path folder) {
        int port = freePort();
        Path log = folder.resolve("bare-proxy.log");
        List<String> arguments = List.of(
                Integer.toString(port), upstream, folder.resolve("bare-proxy").toString());
        ProcessBuilder builder = new ProcessBuilder(
                        Jvm.ofThisBuild().command("service", BareProxy.class.getName(), arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        try {
            ProxyProcess proxy = new ProxyProcess(builder.start(), port);
            proxy.awaitListening(log);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening(Path log) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new CannotContinue("The bare proxy is not listening. Its log is " + log + ".");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
