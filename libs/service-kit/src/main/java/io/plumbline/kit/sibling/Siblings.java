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

/// Creates clients to the other services with pooled connections, timeouts, this service's token, the trace
/// context, retries of safe calls, and a circuit breaker per sibling. For an unavailable sibling, our caller gets
/// a 503 problem. An error response of the sibling is thrown as Spring's `RestClientResponseException`.
public final class Siblings implements DisposableBean {

    /// Ignores unknown members because a newer sibling may send more.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /// Longer than the longest poll for a snapshot.
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

    /// Returns a client of the named service.
    ///
    /// @param api an interface of `libs/service-clients`
    public <T> T client(String service, Class<T> api) {
        return client(rest(service), api);
    }

    /// Returns a client of the named service for calls that must end soon, without retries and circuit breaker, as
    /// [#unguarded].
    ///
    /// @param api an interface of `libs/service-clients`
    /// @param readTimeout maximum time to a response
    public <T> T client(String service, Class<T> api, Duration readTimeout) {
        return client(unguarded(service, readTimeout), api);
    }

    private static <T> T client(RestClient rest, Class<T> api) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(rest))
                .build()
                .createClient(api);
    }

    /// Returns a plain client of the named service, for calls beyond its interface.
    public RestClient rest(String service) {
        return builder(service, requests)
                .requestInterceptor(new SiblingGuard(service, breaker(service)))
                .requestInterceptor(this::authorize)
                .build();
    }

    /// Returns a client without retries and circuit breaker, for calls whose failures are independent: the
    /// gateway calls many providers, and one unavailable provider predicts nothing about the next call. Every
    /// error status is thrown as one of Spring's exceptions.
    ///
    /// @param readTimeout maximum time to a response
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
