package io.plumbline.gateway.upstream.http;

import io.plumbline.kit.egress.EgressProxy;
import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// A client and its connections, which share one way out.
record UpstreamPool(PoolingHttpClientConnectionManager connections, CloseableHttpClient client)
        implements AutoCloseable {

    private static final TimeValue VALIDATE_AFTER = TimeValue.ofSeconds(1);
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(10);

    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(64 * 1024)
            .build();

    /// Connects to the hosts directly.
    static UpstreamPool straight(UpstreamProperties properties, DnsResolver names) {
        PoolingHttpClientConnectionManager connections = connections(properties, names);
        return new UpstreamPool(connections, client(properties, connections).build());
    }

    /// Connects through the proxy, whose name is the only one that is resolved.
    static UpstreamPool by(EgressProxy egress, UpstreamProperties properties) {
        PoolingHttpClientConnectionManager connections = connections(properties, SystemDefaultDnsResolver.INSTANCE);
        HttpClientBuilder client = client(properties, connections);
        return new UpstreamPool(
                connections, egress.lead(client, properties.connectTimeout()).build());
    }

    private static PoolingHttpClientConnectionManager connections(UpstreamProperties properties, DnsResolver names) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDS)
                        .build())
                .setDnsResolver(names)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(properties.connections())
                .setMaxConnTotal(properties.connections() * 10)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(Timeout.of(properties.responseTimeout()))
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .setTimeToLive(CONNECTION_LIFE)
                        .build())
                .build();
    }

    private static HttpClientBuilder client(
            UpstreamProperties properties, PoolingHttpClientConnectionManager connections) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(properties.connectTimeout()))
                        .setResponseTimeout(Timeout.of(properties.responseTimeout()))
                        .build())
                .setUserAgent("Plumbline")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState() // Connections are nobody's: none is authenticated by itself.
                .disableContentCompression();
    }

    /// Returns the number of connections in use.
    int leased() {
        return connections.getTotalStats().getLeased();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
