package io.plumbline.eval.scorer;

import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.OutwardAddresses;
import io.plumbline.kit.egress.OutwardClients;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Posts batches to registered scorers. It follows no redirects, keeps no cookies, and reads at most 64 KB of a
/// response. A call has a total time limit. Thread-safe.
@Component
final class ScorerTransport implements DisposableBean {

    private static final int LARGEST_RESPONSE = 1 << 16;
    private static final Timeout SILENCE = Timeout.ofSeconds(60);

    private final HttpScorerProperties properties;
    private final OutwardAddresses addresses;
    private final EgressProxy egress;
    private final CloseableHttpClient straight;
    private final @Nullable CloseableHttpClient outward;
    private final ScheduledThreadPoolExecutor timer;

    ScorerTransport(HttpScorerProperties properties, OutwardAddresses addresses, EgressProxy egress) {
        this.properties = properties;
        this.addresses = addresses;
        this.egress = egress;
        this.straight = client(addresses).build();
        this.outward = egress.isSet()
                ? egress.lead(client(SystemDefaultDnsResolver.INSTANCE), Duration.ofSeconds(5))
                        .build()
                : null;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("registered-scorer-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    private static HttpClientBuilder client(DnsResolver names) {
        return OutwardClients.builder(names, SILENCE, "Plumbline-Scorers");
    }

    /// A response.
    ///
    /// @param retryAfter seconds that the scorer asks to wait; null if it names none
    /// @param body null if it is larger than the limit
    record Response(int status, @Nullable String retryAfter, byte @Nullable [] body) {}

    /// Whether calls are made at all.
    boolean isEnabled() {
        return properties.enabled();
    }

    /// @throws IOException if there is no response, it takes longer than the limit, or the address is not allowed
    Response post(URI url, Duration limit, Map<String, String> headers, byte[] body) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        CloseableHttpClient proxied = egress.takes(url) ? outward : null;
        addresses.requireAllowed(url.getHost());
        Future<?> end = timer.schedule(request::abort, limit.toNanos(), TimeUnit.NANOSECONDS);
        try (ClassicHttpResponse response = (proxied == null ? straight : proxied).executeOpen(null, request, null)) {
            return read(request, response);
        } finally {
            end.cancel(false);
        }
    }

    /// An abandoned response is aborted, because closing would make the client read it to the end.
    private static Response read(HttpPost request, ClassicHttpResponse response) throws IOException {
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(LARGEST_RESPONSE + 1);
        boolean tooLarge = body.length > LARGEST_RESPONSE;
        if (tooLarge) {
            request.abort();
        }
        return new Response(
                response.getCode(), retryAfter == null ? null : retryAfter.getValue(), tooLarge ? null : body);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        straight.close(CloseMode.GRACEFUL);
        if (outward != null) {
            outward.close(CloseMode.GRACEFUL);
        }
    }
}
