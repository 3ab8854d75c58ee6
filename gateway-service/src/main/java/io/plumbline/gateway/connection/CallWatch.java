package io.plumbline.gateway.connection;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The watch over one call, which the call's own thread and the watching thread share. Writing to the client and
/// checking its connection exclude each other. Nothing is checked once the watch is closed, since the server then
/// gives the connection to the next request. The deadline also applies to a client that reads its answer very
/// slowly: the provider's connection is closed, and writing stops after the current piece.
public final class CallWatch implements AutoCloseable {

    private static final int PIECE_BYTES = 8_192;
    private static final long LAST_WORDS_NANOS = Duration.ofSeconds(1).toNanos();

    private final BooleanSupplier clientGone;
    private final Consumer<CallWatch> onClose;
    private final ReentrantLock connection = new ReentrantLock();
    private final AtomicReference<End> end = new AtomicReference<>(End.NONE);
    private volatile long deadline;
    private volatile @Nullable Runnable abort;
    private volatile @Nullable Silence silence;
    private volatile long lastWrite = System.nanoTime();
    private volatile boolean closed;

    /// What to write after a period of silence.
    private record Silence(long nanos, OutputStream client, Writing writing, AtomicBoolean breaking) {}

    /// Why a call was ended externally.
    public enum End {
        NONE,
        CLIENT_GONE,
        DEADLINE,
        GATEWAY_STOPS
    }

    /// Writes to the client.
    @FunctionalInterface
    public interface Writing {
        void write(OutputStream out) throws IOException;
    }

    CallWatch(BooleanSupplier clientGone, long deadline, Consumer<CallWatch> onClose) {
        this.clientGone = clientGone;
        this.deadline = deadline;
        this.onClose = onClose;
    }

    /// Sets the action for the end of the call. Runs at once if the call has already ended, and may run twice.
    /// Replaces the previous action.
    public void onEnd(Runnable action) {
        abort = action;
        if (end.get() != End.NONE) {
            action.run();
        }
    }

    public End end() {
        return end.get();
    }

    /// Shortens the remaining time of the call.
    public void shorten(Duration limit) {
        deadline = Math.min(deadline, System.nanoTime() + limit.toNanos());
    }

    /// Writes to the client until the deadline; after the deadline, only for the moment that an error message
    /// takes.
    ///
    /// @param client receives the output
    /// @throws IOException if the client has disconnected or takes too long; [#end] then returns the reason
    public void write(OutputStream client, Writing writing) throws IOException {
        long now = System.nanoTime();
        long until = now + Math.max(deadline - now, LAST_WORDS_NANOS);
        connection.lock();
        try {
            writing.write(new Pieces(client, until));
            lastWrite = System.nanoTime();
        } catch (IOException e) {
            finish(End.CLIENT_GONE);
            throw e;
        } finally {
            connection.unlock();
        }
    }

    /// From now on, writes this to the client after every period of silence.
    public void onSilence(Duration limit, OutputStream client, Writing writing) {
        lastWrite = System.nanoTime();
        silence = new Silence(limit.toNanos(), client, writing, new AtomicBoolean());
    }

    /// Stops the writing in silences. When this returns, none is in progress.
    public void noMoreSilence() {
        connection.lock();
        try {
            silence = null;
        } finally {
            connection.unlock();
        }
    }

    /// Writes on a separate thread, since a client that does not read blocks it.
    private void breakSilence(Silence what) {
        if (connection.tryLock()) {
            try {
                if (!closed && what.equals(silence) && System.nanoTime() - lastWrite > what.nanos()) {
                    what.writing().write(what.client());
                    lastWrite = System.nanoTime();
                }
            } catch (IOException e) {
                finish(End.CLIENT_GONE);
            } finally {
                connection.unlock();
            }
        }
        what.breaking().set(false);
    }

    /// Writes in pieces, each only before the deadline.
    private static final class Pieces extends FilterOutputStream {

        private final long until;

        Pieces(OutputStream out, long until) {
            super(out);
            this.until = until;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int at = from;
            while (at < from + count) {
                int piece = Math.min(PIECE_BYTES, from + count - at);
                if (System.nanoTime() - until > 0) {
                    throw new IOException("the client takes its answer too slowly");
                }
                out.write(bytes, at, piece);
                at += piece;
            }
        }
    }

    void look(long now) {
        if (closed) {
            return;
        }
        if (now - deadline > 0) {
            finish(End.DEADLINE);
        }
        Silence kept = silence;
        if (kept != null && now - lastWrite > kept.nanos() && kept.breaking().compareAndSet(false, true)) {
            Thread.ofVirtual().name("keep-alive").start(() -> breakSilence(kept));
        }
        if (connection.tryLock()) {
            try {
                if (!closed && end.get() == End.NONE && clientGone.getAsBoolean()) {
                    finish(End.CLIENT_GONE);
                }
            } finally {
                connection.unlock();
            }
        }
    }

    void finish(End why) {
        if (end.compareAndSet(End.NONE, why)) {
            Runnable action = abort;
            if (action != null) {
                action.run();
            }
        }
    }

    @Override
    public void close() {
        connection.lock();
        try {
            closed = true;
            abort = null;
        } finally {
            connection.unlock();
        }
        onClose.accept(this);
    }
}
