package io.plumbline.gateway.upstream.http;

import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An exchange that occupies a slot at its target until it is closed, and that is aborted if it does not progress
/// in time; waiting threads then get a [LateException]. As thread-safe as other exchanges.
public final class LimitedExchange implements UpstreamExchange {

    private final UpstreamExchange exchange;
    private final Bulkhead bulkhead;
    private final AtomicBoolean left = new AtomicBoolean();
    private @Nullable Future<?> timer;
    private volatile boolean late;

    /// @param bulkhead in which it occupies a slot
    public LimitedExchange(UpstreamExchange exchange, Bulkhead bulkhead) {
        this.exchange = exchange;
        this.bulkhead = bulkhead;
    }

    /// Starts the time limit.
    ///
    /// @param millis 0 for no limit
    public void limit(int millis, AttemptTimer with) {
        if (millis > 0) {
            timer = with.in(millis, this::isUp);
        }
    }

    private void isUp() {
        late = true;
        exchange.abort();
    }

    /// Ends the time limit, since the exchange has progressed.
    public void begun() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public UpstreamResponse send() throws IOException {
        try {
            UpstreamResponse response = exchange.send();
            return timer == null ? response : new Response(response, new Body(response.body()));
        } catch (IOException e) {
            throw sorted(e);
        }
    }

    @Override
    public boolean isSent() {
        return exchange.isSent();
    }

    private IOException sorted(IOException e) {
        if (!late) {
            return e;
        }
        return new LateException(e);
    }

    /// Thrown if the attempt does not progress in time.
    public static final class LateException extends SocketTimeoutException {

        private static final long serialVersionUID = 1L;

        private LateException(IOException cause) {
            super("the attempt took too long");
            initCause(cause);
        }
    }

    @Override
    public void abort() {
        exchange.abort();
    }

    @Override
    public void close() {
        begun();
        if (left.compareAndSet(false, true)) {
            bulkhead.leave();
        }
        exchange.close();
    }

    private record Response(UpstreamResponse head, InputStream body) implements UpstreamResponse {

        @Override
        public int status() {
            return head.status();
        }

        @Override
        public Optional<String> header(String name) {
            return head.header(name);
        }
    }

    /// Reports the time limit as the cause if the body was aborted.
    private final class Body extends FilterInputStream {

        Body(InputStream body) {
            super(body);
        }

        /// Checks for an abort, since an aborted body may appear to have ended.
        private int come(int count) throws IOException {
            if (count < 0 && late) {
                throw new IOException("broken off");
            }
            return count;
        }

        @Override
        public int read() throws IOException {
            try {
                return come(in.read());
            } catch (IOException e) {
                throw sorted(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            try {
                return come(in.read(bytes, from, count));
            } catch (IOException e) {
                throw sorted(e);
            }
        }
    }
}
