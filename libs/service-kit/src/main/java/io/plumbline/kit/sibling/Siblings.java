package io.plumbline.kit.sibling;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.plumbline.kit.ServiceProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Makes clients to the other services: pooled connections, timeouts, this service's token, the trace context,
/// retries of what is safe to repeat, and a circuit breaker per sibling. A sibling that is away is a 503
/// problem for our caller; what a sibling refuses comes out as Spring's `RestClientResponseException`.
public final class Siblings implements DisposableBean {

    /// A sibling of a later version may say more than this one reads.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /// Longer than the longest wait of a snapshot.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(45);

    private final ServiceProperties services;
    private final ServiceTokens tokens;
    private final Supplier<RestClient.Builder> builders;
    private final HttpComponentsClientHttpRequestFactory requests;

    public Siblings(ServiceProperties services, ServiceTokens tokens, Supplier<RestClient.Builder> builders) {
        this.services = services;
        this.tokens = tokens;
        this.builders = builders;
        this.requests = requests();
    }

    /// A client of the named service.
    ///
    /// @param api an interface of `libs/service-clients`
    public <T> T client(String service, Class<T> api) {
        RestClientAdapter adapter = RestClientAdapter.create(rest(service));
        return HttpServiceProxyFactory.builderFor(adapter).build().createClient(api);
    }

    /// A plain client of the named service, for what its interface does not cover.
    public RestClient rest(String service) {
        return builder(service, requests)
                .requestInterceptor(new SiblingGuard(service, breaker(service)))
                .requestInterceptor(this::authorize)
                .build();
    }

    /// A client without retries and circuit breaker, for a caller whose calls fail one by one: behind the
    /// gateway there are many providers, and one of them being away says nothing of the next call. Every status
    /// comes out as one of Spring's exceptions.
    ///
    /// @param readTimeout how long an answer may take
    public RestClient unguarded(String service, Duration readTimeout) {
        HttpComponentsClientHttpRequestFactory patient =
                new HttpComponentsClientHttpRequestFactory(requests.getHttpClient());
        patient.setConnectionRequestTimeout(CONNECT_TIMEOUT);
        patient.setReadTimeout(readTimeout);
        return builder(service, patient).requestInterceptor(this::authorize).build();
    }

    private RestClient.Builder builder(String service, HttpComponentsClientHttpRequestFactory factory) {
        return builders.get()
                .baseUrl(services.urlOf(service).toString())
                .requestFactory(factory)
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(JSON)));
    }

    private ClientHttpResponse authorize(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        request.getHeaders().setBearerAuth(tokens.current());
        return execution.execute(request, body);
    }

    private static CircuitBreaker breaker(String service) {
        return CircuitBreaker.of(
                service,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        // The second may be one that waits for changes: all others would wait for its end.
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    private static HttpComponentsClientHttpRequestFactory requests() {
        HttpComponentsClientHttpRequestFactory factory =
                new HttpComponentsClientHttpRequestFactory(HttpClientBuilder.create()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(100)
                                .setMaxConnTotal(300)
                                .setDefaultConnectionConfig(ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                                        .setSocketTimeout(Timeout.of(READ_TIMEOUT))
                                        .setValidateAfterInactivity(Timeout.ofSeconds(1))
                                        .build())
                                .build())
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableRedirectHandling()
                        .build());
        factory.setConnectionRequestTimeout(CONNECT_TIMEOUT);
        return factory;
    }

    @Override
    public void destroy() throws Exception {
        requests.destroy();
    }
}
