package io.plumbline.console.api;

import io.plumbline.console.api.ApiProblem.Body;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Creates the clients of the services' APIs. Connections are pooled, and every call carries the access token of
/// the signed-in user. Thread-safe.
public final class ApiClients implements DisposableBean {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    /// Ignores unknown members: a page reads what it shows, and services add members.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ConsoleProperties properties;
    private final Supplier<RestClient.Builder> builders;
    private final Supplier<@Nullable String> accessToken;
    private final HttpComponentsClientHttpRequestFactory requests = requests();

    /// @param accessToken the token of the user of the current request
    public ApiClients(
            ConsoleProperties properties,
            Supplier<RestClient.Builder> builders,
            Supplier<@Nullable String> accessToken) {
        this.properties = properties;
        this.builders = builders;
        this.accessToken = accessToken;
    }

    /// Returns a client for an interface with [ServiceApi].
    public <T> T client(Class<T> api) {
        ServiceApi service = api.getAnnotation(ServiceApi.class);
        if (service == null) {
            throw new IllegalArgumentException(api + " does not say which service it belongs to");
        }
        RestClientAdapter adapter = RestClientAdapter.create(rest(service.value()));
        return HttpServiceProxyFactory.builderFor(adapter).build().createClient(api);
    }

    /// Returns a plain client of a service, for calls that an interface cannot describe, such as streams.
    public RestClient rest(RemoteService service) {
        return withoutToken(service)
                .mutate()
                .requestInterceptor(this::authorize)
                .build();
    }

    /// Returns a client that gives every response as it is, for streams and for APIs of a third-party standard,
    /// whose errors have that standard's shape.
    public RestClient relay(RemoteService service) {
        return builders.get()
                .baseUrl(properties.urlOf(service))
                .requestFactory(requests)
                .requestInterceptor(this::authorize)
                .build();
    }

    /// Returns a client of a service without the user's token, for the endpoints that issue it.
    public RestClient withoutToken(RemoteService service) {
        return builders.get()
                .baseUrl(properties.urlOf(service))
                .requestFactory(requests)
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(JSON)))
                .requestInterceptor((request, body, execution) -> reaching(service, request, body, execution))
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw problem(service, response);
                })
                .build();
    }

    private ClientHttpResponse authorize(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        String token = accessToken.get();
        if (token != null) {
            request.getHeaders().setBearerAuth(token);
        }
        return execution.execute(request, body);
    }

    private static ClientHttpResponse reaching(
            RemoteService service, HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        try {
            ClientHttpResponse response = execution.execute(request, body);
            int status = response.getStatusCode().value();
            if (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT) {
                response.close();
                throw new IOException("answered " + status);
            }
            return response;
        } catch (IOException e) {
            throw new ServiceUnavailable(service, e);
        }
    }

    private static ApiProblem problem(RemoteService service, ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        try (InputStream body = response.getBody()) {
            Body read = JSON.readValue(body, Body.class);
            return new ApiProblem(
                    service,
                    new Body(
                            status,
                            read.type(),
                            read.title(),
                            read.detail(),
                            read.traceId(),
                            read.errors(),
                            read.approval()));
        } catch (JacksonException e) {
            return new ApiProblem(service, new Body(status, null, null, null, null, null, null));
        }
    }

    private static HttpComponentsClientHttpRequestFactory requests() {
        HttpComponentsClientHttpRequestFactory factory =
                new HttpComponentsClientHttpRequestFactory(HttpClientBuilder.create()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(50)
                                .setMaxConnTotal(250)
                                .setDefaultConnectionConfig(ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                                        .setSocketTimeout(Timeout.of(READ_TIMEOUT))
                                        .setValidateAfterInactivity(Timeout.ofSeconds(1))
                                        .build())
                                .build())
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
