package io.plumbline.gateway.upstream.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.plumbline.gateway.provider.ProviderAddresses;
import io.plumbline.gateway.provider.protocol.UpstreamHttp;
import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import io.plumbline.kit.egress.EgressProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Apache HttpClient with pooled connections; blocking, for virtual threads. It does not follow redirects, store
/// cookies or retry. It connects only to addresses that [ProviderAddresses] allows: it resolves a name through
/// them and connects to exactly these addresses, so the name cannot change in between. Requests through the
/// organisation's [EgressProxy] have a separate pool. Hosts that are forbidden addresses are refused there too.
@Component
final class PooledUpstreamHttp implements UpstreamHttp, DisposableBean {

    private static final Header JSON =
            new BasicHeader(HttpHeaders.CONTENT_TYPE, ContentType.APPLICATION_JSON.toString());

    private final ProviderAddresses addresses;
    private final EgressProxy egress;
    private final UpstreamPool straight;
    private final @Nullable UpstreamPool outward;

    PooledUpstreamHttp(
            ProviderAddresses addresses, EgressProxy egress, UpstreamProperties properties, MeterRegistry meters) {
        this.addresses = addresses;
        this.egress = egress;
        this.straight = UpstreamPool.straight(properties, new AllowedAddresses(addresses));
        this.outward = egress.isSet() ? UpstreamPool.by(egress, properties) : null;
        Gauge.builder("plumbline.gateway.upstream.connections", this, PooledUpstreamHttp::leased)
                .description("Connections to providers that calls hold")
                .register(meters);
    }

    private double leased() {
        return straight.leased() + (outward == null ? 0 : outward.leased());
    }

    /// Resolves names and refuses forbidden addresses.
    private record AllowedAddresses(ProviderAddresses addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public UpstreamExchange post(URI uri, Map<String, String> headers, byte[] body) {
        HttpPost request = new HttpPost(uri);
        headers.forEach(request::setHeader);
        if (!request.containsHeader(HttpHeaders.CONTENT_TYPE)) {
            request.addHeader(JSON);
        }
        W3CTraceContextPropagator.getInstance().inject(Context.current(), request, PooledUpstreamHttp::trace);
        SentBody sent = new SentBody(body);
        request.setEntity(sent);
        UpstreamPool outside = egress.takes(uri) ? outward : null;
        return outside == null
                ? new Exchange(straight.client(), request, sent, null)
                : new Exchange(outside.client(), request, sent, uri.getHost());
    }

    /// Sends the trace identifiers to the provider, without what the caller's tracing adds to them.
    private static void trace(@Nullable HttpPost request, String header, String value) {
        if (request != null && header.equals("traceparent")) {
            request.setHeader(header, value);
        }
    }

    /// Notes when the body is sent, not only written to the connection's buffer.
    private static final class SentBody extends HttpEntityWrapper {

        private volatile boolean sent;

        SentBody(byte[] body) {
            super(new ByteArrayEntity(body, null)); // Its type is among the headers.
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            super.writeTo(out);
            out.flush();
            sent = true;
        }
    }

    private final class Exchange implements UpstreamExchange {

        private final CloseableHttpClient client;
        private final HttpPost request;
        private final SentBody body;
        private final @Nullable String unresolved;
        private @Nullable ClassicHttpResponse response;

        /// @param unresolved a host that the proxy resolves; null if the client resolves it with
        ///     [AllowedAddresses]
        Exchange(CloseableHttpClient client, HttpPost request, SentBody body, @Nullable String unresolved) {
            this.client = client;
            this.request = request;
            this.body = body;
            this.unresolved = unresolved;
        }

        @Override
        public UpstreamResponse send() throws IOException {
            if (unresolved != null) {
                addresses.requireAllowed(unresolved);
            }
            ClassicHttpResponse answer = client.executeOpen(null, request, null);
            response = answer;
            HttpEntity entity = answer.getEntity();
            return new Response(answer, entity == null ? InputStream.nullInputStream() : entity.getContent());
        }

        @Override
        public boolean isSent() {
            return body.sent;
        }

        @Override
        public void abort() {
            request.abort();
        }

        /// Closes the connection without waiting for an unread answer, unlike a plain close. A connection whose
        /// answer was read completely is already back in the pool.
        @Override
        public void close() {
            if (response instanceof ModalCloseable answer) {
                answer.close(CloseMode.IMMEDIATE);
            }
        }
    }

    private record Response(ClassicHttpResponse response, InputStream body) implements UpstreamResponse {

        @Override
        public int status() {
            return response.getCode();
        }

        @Override
        public Optional<String> header(String name) {
            Header header = response.getFirstHeader(name);
            return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
        }
    }

    @Override
    public void destroy() throws IOException {
        straight.close();
        if (outward != null) {
            outward.close();
        }
    }
}
