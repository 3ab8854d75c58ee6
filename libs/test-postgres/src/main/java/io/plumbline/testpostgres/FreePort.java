package io.plumbline.testpostgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A loopback port for a server that must know its own port before it starts.
///
/// It lies below the ephemeral port ranges (32768 and up on Linux, 49152 and up elsewhere). A free port in those
/// ranges may become the local end of a connection a moment later, and the server could then not start.
///
/// No other caller gets the port until this JVM ends: it holds the lock of the file `plumbline-ports/PORT` in the
/// folder for temporary files. Thread-safe.
public final class FreePort {

    private static final int LOWEST = 20_000;
    private static final int BEYOND = 32_000;
    private static final int TRIES = 100;
    private static final Path LOCKS = Path.of(System.getProperty("java.io.tmpdir"), "plumbline-ports");

    /// The locks of this JVM. Each file is opened only once: closing another channel of a file may release its
    /// lock.
    private static final Map<Integer, FileLock> HELD = new HashMap<>();

    private FreePort() {}

    /// A port with no listener on any address, 20000..31999.
    ///
    /// @throws IllegalStateException when none was found
    public static int find() {
        synchronized (HELD) {
            for (int i = 0; i < TRIES; i++) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
                if (!HELD.containsKey(port) && isFree(port) && holds(port)) {
                    return port;
                }
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + BEYOND);
    }

    private static boolean holds(int port) {
        try {
            FileLock lock = lock(Files.createDirectories(LOCKS).resolve(Integer.toString(port)));
            if (lock != null) {
                HELD.put(port, lock);
            }
            return lock != null;
        } catch (IOException e) {
            throw new IllegalStateException("cannot hold a port in " + LOCKS, e);
        }
    }

    private static @Nullable FileLock lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return lock;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
