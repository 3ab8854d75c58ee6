package io.plumbline.kit.egress;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/// Posts JSON to addresses that users enter. It follows no redirects, keeps no cookies, reads no body of a response,
/// and waits ten seconds at most for one.
public final class OutwardPoster implements DisposableBean {

    private static final Timeout RESPONSE = Timeout.ofSeconds(10);

    private final OutwardAddresses addresses;
    private final EgressProxy egress;
    private final CloseableHttpClient straight;
    private final @Nullable CloseableHttpClient outward;

    /// @param userAgent name of the client in its requests
    public OutwardPoster(OutwardAddresses addresses, EgressProxy egress, String userAgent) {
        this.addresses = addresses;
        this.egress = egress;
        this.straight = client(addresses, userAgent).build();
        this.outward = egress.isSet()
                ? egress.lead(client(SystemDefaultDnsResolver.INSTANCE, userAgent), Duration.ofSeconds(5))
                        .build()
                : null;
    }

    private static HttpClientBuilder client(DnsResolver names, String userAgent) {
        return OutwardClients.builder(names, RESPONSE, userAgent);
    }

    /// Posts a body and returns the status of the response.
    ///
    /// @throws IOException if there is none, or the address is not allowed
    public int post(URI url, Map<String, String> headers, String body) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        CloseableHttpClient proxied = egress.takes(url) ? outward : null;
        addresses.requireAllowed(url.getHost());
        try (ClassicHttpResponse response = (proxied == null ? straight : proxied).executeOpen(null, request, null)) {
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                request.abort(); // Whatever it sends, nobody reads it.
            }
            return response.getCode();
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
