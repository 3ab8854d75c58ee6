package io.plumbline.testkit;

import io.plumbline.kit.PlumblineService;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/// A service started as in production, on a free port, with its own database and a [FakeGovernance]. Start one
/// per test class (or share one in a static field) and close it.
public final class ServiceUnderTest implements AutoCloseable {

    private static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    static {
        // Whoever waits for something that comes in the end has the time for it, on any machine.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    }

    /// Each service's OpenAPI description, which is the same at every start.
    private static final Map<String, DeclaredStatuses.Description> DESCRIPTIONS = new ConcurrentHashMap<>();

    // Making these takes longer than most requests, so all clients share them.
    private static final ClientHttpRequestFactory REQUESTS =
            new HttpComponentsClientHttpRequestFactory(HttpClients.custom()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setMaxConnPerRoute(1000)
                            .setMaxConnTotal(1000)
                            .build())
                    .disableCookieManagement()
                    .build());
    private static final HttpMessageConverters CONVERTERS =
            HttpMessageConverters.forClient().registerDefaults().build();

    private final String url;
    /// Null once the service has stopped: test classes keep what they started, and a context takes megabytes.
    private volatile @Nullable ConfigurableApplicationContext context;
    private final TestDatabase database;
    private final FakeGovernance governance;
    private final DeclaredStatuses declaredStatuses;

    private ServiceUnderTest(
            String service, ConfigurableApplicationContext context, TestDatabase database, FakeGovernance governance) {
        this.context = context;
        this.url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        this.declaredStatuses = new DeclaredStatuses(() -> DESCRIPTIONS.computeIfAbsent(service, _ -> description()));
        this.database = database;
        this.governance = governance;
    }

    public static ServiceUnderTest start(Class<?> application, String service) {
        return start(application, service, Map.of());
    }

    /// @param properties added to the defaults, or replacing them
    public static ServiceUnderTest start(Class<?> application, String service, Map<String, String> properties) {
        return start(application, service, properties, TestPostgres.create(service));
    }

    /// Starts on an existing database, such as for a second replica.
    public static ServiceUnderTest start(
            Class<?> application, String service, Map<String, String> properties, TestDatabase database) {
        FakeGovernance governance = new FakeGovernance();
        Map<String, String> all = new HashMap<>(database.properties(service));
        all.put("server.port", "0");
        all.put("server.address", "127.0.0.1");
        all.put("plumbline.public-url", "http://localhost");
        all.put("plumbline.key-encryption-key", SECRET);
        all.put("plumbline.pseudonym-key", SECRET);
        all.put("plumbline.security.issuer", governance.url());
        all.put("plumbline.security.jwks-uri", governance.url() + "/oauth2/jwks");
        all.put("plumbline.security.client-secret", "test");
        for (String sibling : new String[] {"governance", "registry", "gateway", "eval", "monitoring"}) {
            all.put("plumbline.services." + sibling, governance.url());
        }
        all.putAll(properties);
        String[] arguments = all.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return new ServiceUnderTest(
                service, PlumblineService.start(application, service, arguments), database, governance);
    }

    public String url() {
        return url;
    }

    /// A client without a credential; add one with `.header("Authorization", "Bearer " + …)`.
    public RestTestClient client() {
        return builder().build();
    }

    /// A client that sends this API key or token.
    public RestTestClient client(String credential) {
        return builder().defaultHeader("Authorization", "Bearer " + credential).build();
    }

    private RestTestClient.Builder<?> builder() {
        return RestTestClient.bindToServer(REQUESTS)
                .baseUrl(url())
                .configureMessageConverters(converters -> converters
                        .disableDefaults()
                        .configureMessageConvertersList(list -> CONVERTERS.forEach(list::add)))
                .requestInterceptor(declaredStatuses);
    }

    private DeclaredStatuses.Description description() {
        return DeclaredStatuses.Description.of(
                RestClient.create(url()).get().uri("/v3/api-docs").retrieve().requiredBody(JsonNode.class));
    }

    private ConfigurableApplicationContext context() {
        return Objects.requireNonNull(context, "the service has stopped");
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context().getBean(name, type);
    }

    public TestDatabase database() {
        return database;
    }

    public FakeGovernance governance() {
        return governance;
    }

    /// Stops the service and keeps its database, for a replica or a restart.
    public void stop() {
        ConfigurableApplicationContext running = context;
        if (running != null) {
            running.close();
            context = null;
        }
        governance.close();
    }

    @Override
    public void close() {
        stop();
        database.close();
    }
}
