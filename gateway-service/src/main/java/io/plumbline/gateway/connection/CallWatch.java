package io.plumbline.gateway.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call in flight, as the call's own thread and the watching thread share it. Writing to the client and looking
/// at its connection exclude each other, and nothing looks once the watch is closed: the server gives the
/// connection to the next request then.
public final class CallWatch implements AutoCloseable {

    private final BooleanSupplier clientGone;
    private final Consumer<CallWatch> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private long deadline;
    private @Nullable Runnable abort;
    private volatile End end = End.NONE;
    private boolean closed;

    /// Why a call was ended from outside.
    public enum End {
        NONE,
        CLIENT_GONE,
        DEADLINE
    }

    /// Something that writes to the client.
    @FunctionalInterface
    public interface Writing {
        void write() throws IOException;
    }

    CallWatch(BooleanSupplier clientGone, long deadline, Consumer<CallWatch> onClose) {
        this.clientGone = clientGone;
        this.deadline = deadline;
        this.onClose = onClose;
    }

    /// What to do when the call is to end; done at once when it is to end already. Replaces what was given before.
    public void onEnd(Runnable action) {
        lock.lock();
        try {
            abort = action;
            if (end != End.NONE) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }

    public End end() {
        return end;
    }

    /// Leaves the call only so much more time.
    public void shorten(Duration limit) {
        lock.lock();
        try {
            deadline = Math.min(deadline, System.nanoTime() + limit.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /// Writes to the client.
    ///
    /// @throws IOException when the client has gone; [#end] says so then
    public void write(Writing writing) throws IOException {
        lock.lock();
        try {
            writing.write();
        } catch (IOException e) {
            finish(End.CLIENT_GONE);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    void look(long now) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!closed && end == End.NONE) {
                if (clientGone.getAsBoolean()) {
                    finish(End.CLIENT_GONE);
                } else if (now - deadline > 0) {
                    finish(End.DEADLINE);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void finish(End why) {
        if (end == End.NONE) {
            end = why;
            Runnable action = abort;
            if (action != null) {
                action.run();
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            abort = null;
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }
}
