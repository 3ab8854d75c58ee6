package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.OutwardClients;
import io.plumbline.registry.knowledge.connector.source.SourceAddresses.RefusedAddressException;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Gets documents and lists over HTTP, directly or through the egress proxy. Follows no redirects by itself, keeps no
/// cookies, accepts no compression. A call may wait 30 seconds for each part of a response and two minutes for all of
/// it.
@Component
final class SourceHttp implements DisposableBean {

    private static final Timeout RESPONSE = Timeout.ofSeconds(30);
    private static final Duration WHOLE = Duration.ofMinutes(2);
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final SourceAddresses addresses;
    private final EgressProxy egress;
    private final CloseableHttpClient straight;
    private final @Nullable CloseableHttpClient outward;

    SourceHttp(SourceAddresses addresses, EgressProxy egress) {
        this.addresses = addresses;
        this.egress = egress;
        this.straight = client(addresses).build();
        this.outward = egress.isSet()
                ? egress.lead(client(SystemDefaultDnsResolver.INSTANCE), Duration.ofSeconds(5))
                        .build()
                : null;
    }

    private static HttpClientBuilder client(DnsResolver names) {
        return OutwardClients.builder(names, RESPONSE, "Plumbline-Connectors");
    }

    /// A response whose body has not been read.
    record Response(int status, ClassicHttpResponse message, InputStream body) {

        @Nullable
        String header(String name) {
            Header header = message.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }

        /// @throws SourceException unless the status is 200
        Response requireOk() throws SourceException {
            if (status == OK) {
                return this;
            }
            throw new SourceException(remedy(), "http-" + status);
        }

        private Remedy remedy() {
            if (status == NOT_FOUND || status == GONE) {
                return Remedy.GONE;
            }
            boolean later = status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
            return later ? Remedy.RETRY : Remedy.NEXT_RUN;
        }

        /// Reads the body as a whole.
        ///
        /// @throws SourceException if it has more bytes
        byte[] bytes(int most) throws SourceException, IOException {
            byte[] read = body.readNBytes(most + 1);
            if (read.length > most) {
                throw new SourceException(Remedy.NEXT_RUN, "list-too-large");
            }
            return read;
        }
    }

    /// Reads a response.
    @FunctionalInterface
    interface Reader<T extends @Nullable Object> {
        T read(Response response) throws SourceException, IOException;
    }

    /// Gets a URL. The connection is used again only if the reader reads the whole body.
    <T extends @Nullable Object> T get(URI url, Map<String, String> headers, Reader<T> reader) throws SourceException {
        try {
            addresses.requireAllowed(url);
            HttpGet request = new HttpGet(url);
            headers.forEach(request::setHeader);
            CloseableHttpClient proxied = egress.takes(url) ? outward : null;
            try (ClassicHttpResponse message =
                    (proxied == null ? straight : proxied).executeOpen(null, request, null)) {
                return read(request, message, reader);
            }
        } catch (RefusedAddressException e) {
            throw new SourceException(Remedy.NEXT_RUN, "address-not-allowed");
        } catch (SocketTimeoutException e) {
            throw new SourceException(Remedy.RETRY, "timed-out");
        } catch (IOException e) {
            throw new SourceException(Remedy.RETRY, "unreachable");
        }
    }

    private static <T extends @Nullable Object> T read(HttpGet request, ClassicHttpResponse message, Reader<T> reader)
            throws SourceException, IOException {
        HttpEntity entity = message.getEntity();
        Bounded body = new Bounded(entity == null ? InputStream.nullInputStream() : entity.getContent());
        boolean isRead = false;
        try {
            T result = reader.read(new Response(message.getCode(), message, body));
            isRead = body.ended;
            return result;
        } finally {
            if (!isRead) {
                request.abort(); // Closing the response would read the rest of the body first.
            }
        }
    }

    /// Ends a body that takes too long as a whole, and notes whether it ended by itself.
    private static final class Bounded extends FilterInputStream {

        private final long until = System.nanoTime() + WHOLE.toNanos();
        private boolean ended;

        Bounded(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            check();
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            check();
            int read = super.read(buffer, offset, length);
            ended |= read < 0;
            return read;
        }

        private void check() throws SocketTimeoutException {
            if (System.nanoTime() - until > 0) {
                throw new SocketTimeoutException("the response takes too long");
            }
        }
    }

    @Override
    public void destroy() {
        straight.close(CloseMode.GRACEFUL);
        if (outward != null) {
            outward.close(CloseMode.GRACEFUL);
        }
    }
}
