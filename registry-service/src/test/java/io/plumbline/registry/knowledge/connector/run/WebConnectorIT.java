package io.plumbline.registry.knowledge.connector.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Web pages and REST endpoints.
class WebConnectorIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Client engineer() {
        return registry.engineer("connect-web");
    }

    private String web(String more, String... paths) {
        String urls =
                Arrays.stream(paths).map(path -> "\"" + site.url(path) + "\"").collect(Collectors.joining(", "));
        return "{\"source\": {\"kind\": \"WEB\", \"web\": {\"urls\": [" + urls + "]}}" + more + "}";
    }

    @Test
    void readsPagesThatChanged() throws IOException {
        AtomicInteger version = new AtomicInteger(1);
        AtomicInteger failures = new AtomicInteger(2);
        site.page("/faq", exchange -> {
            String etag = "\"v" + version + "\"";
            boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            Site.send(
                    exchange,
                    same ? 304 : 200,
                    same ? "" : "<p>Answer " + version,
                    "ETag",
                    etag,
                    "Content-Type",
                    "text/html");
        });
        site.page("/slow", exchange -> {
            boolean fails = failures.getAndDecrement() > 0;
            Site.send(exchange, fails ? 503 : 200, "Slow text", "Content-Type", "text/plain");
        });
        site.page("/down", exchange -> Site.send(exchange, 500, "no"));
        site.text("/old", "Old text");
        TestConnector connector = TestConnector.of(
                engineer(), "web-pages", web(", \"vanished\": \"DELETE\"", "/faq", "/slow", "/down", "/old"));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 4 added 3 failed 1");
        assertThat(connector.deadLetters()).isEqualTo(site.url("/down") + ": http-500\n");
        assertThat(site.requests("/down")).isEqualTo(4);

        version.incrementAndGet();
        site.remove("/old");
        site.text("/down", "Up again");
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 added 1 changed 1 unchanged 1 deleted 1");
        assertThat(connector.documents()).isEqualTo("down 1 []\nfaq 2 []\nslow 1 []\n");
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 unchanged 3");
    }

    @Test
    void followsRedirectsWithinTheRulesAndKeepsSecretsAtHome() throws IOException {
        List<String> keys = new CopyOnWriteArrayList<>();
        try (Site other = new Site()) {
            other.page("/there", exchange -> {
                keys.add("other " + exchange.getRequestHeaders().getFirst("X-Api-Key"));
                Site.send(exchange, 200, "There", "Content-Type", "text/plain");
            });
            site.page("/away", exchange -> {
                keys.add("own " + exchange.getRequestHeaders().getFirst("X-Api-Key"));
                Site.send(exchange, 302, "", "Location", other.url("/there"));
            });
            site.page("/inside", exchange -> Site.send(exchange, 302, "", "Location", "http://169.254.169.254/latest"));
            site.page("/file", exchange -> Site.send(exchange, 302, "", "Location", "file:///etc/passwd"));
            site.page("/loop", exchange -> Site.send(exchange, 302, "", "Location", "/loop"));
            TestConnector connector = TestConnector.of(
                    engineer(),
                    "web-redirects",
                    web(
                            ", \"secrets\": {\"X-Api-Key\": \"s3cret-of-the-site\"}",
                            "/away",
                            "/inside",
                            "/file",
                            "/loop"));
            assertThat(connector.outcome()).isEqualTo("COMPLETED seen 4 added 1 failed 3");
            assertThat(keys).containsExactly("own s3cret-of-the-site", "other null");
            assertThat(connector.deadLetters())
                    .contains(
                            "/inside: address-not-allowed",
                            "/file: redirect-not-readable",
                            "/loop: too-many-redirects");
            keepsTheSecret(connector, other);
        }
    }

    private void keepsTheSecret(TestConnector connector, Site other) {
        JsonNode shown = engineer().get(connector.path()).expect(200).body();
        assertThat(shown.toString()).doesNotContain("s3cret");
        assertThat(shown.path("secretNames").toString()).isEqualTo("[\"X-Api-Key\"]");
        assertThat(registry.superuser()
                        .sql(
                                "select count(*) from registry.knowledge_connector"
                                        + " where position(cast('s3cret' as bytea) in secrets) > 0 or terms::text like '%s3cret%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(registry.superuser()
                        .sql(
                                "select count(*) from audit.event where position(cast('s3cret-of-the-site' as bytea) in canonical) > 0")
                        .query(Long.class)
                        .single())
                .isZero();
        String moved = "{\"source\": {\"kind\": \"WEB\", \"web\": {\"urls\": [\"" + other.url("/there") + "\"]}}}";
        assertThat(engineer()
                        .put(connector.path(), moved)
                        .expect(400, "invalid-request")
                        .pointers())
                .containsExactly("/secrets");
        engineer().put(connector.path(), web("", "/away")).expect(200);
    }

    @Test
    void continuesWhereItStoppedWhileTheReplicaBeforeItHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        site.text("/1", "One");
        site.text("/2", "Two");
        site.page("/3", exchange -> {
            if (calls.incrementAndGet() == 1) {
                hanging.countDown();
                awaitQuietly(release);
            }
            Site.send(exchange, 200, "Three", "Content-Type", "text/plain");
        });
        site.text("/4", "Four");
        TestConnector connector = TestConnector.of(engineer(), "web-resume", web("", "/1", "/2", "/3", "/4"));
        JsonNode run =
                engineer().post(connector.path() + "/runs", "").expect(202).body();
        hanging.await();
        JsonNode progress = engineer()
                .get(connector.path() + "/runs/" + run.path("id").asString())
                .body();
        assertThat(TestConnector.described(progress)).isEqualTo("RUNNING seen 4 pending 2 added 2");

        ConnectorJob job = registry.service().bean(ConnectorJob.class);
        UUID id = UUID.fromString(run.path("id").asString());
        Optional<Instant> next = Tenancy.asWorker(() -> job.work(id));
        assertThat(next).isEmpty();
        JsonNode ended = connector.ended(run);
        release.countDown();
        assertThat(TestConnector.described(ended)).isEqualTo("COMPLETED seen 4 added 4");
        assertThat(site.requests("/1")).isOne();
        assertThat(site.requests("/2")).isOne();
        await("the first replica gives up")
                .until(() -> registry.superuser()
                                .sql("select count(*) from registry.connector_tasks where task_instance = ?")
                                .param(id.toString())
                                .query(Long.class)
                                .single()
                        == 0);
        assertThat(connector.documents()).isEqualTo("1 1 []\n2 1 []\n3 1 []\n4 1 []\n");
        assertThat(registry.audited("registry.connector.runEnded", "web-resume/source", "SUCCESS"))
                .isOne();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String rest(String more) {
        return "{\"source\": {\"kind\": \"REST\", \"rest\": {\"url\": \"" + site.url("/articles")
                + "\", \"items\": \"/data\", \"id\": \"/id\", \"title\": \"/name\", \"text\": \"/body\","
                + " \"format\": \"MARKDOWN\", \"next\": \"/next\"}}, \"secrets\": {\"Authorization\": \"Bearer t\"}"
                + more + "}";
    }

    @Test
    void readsPagesOfAnEndpoint() throws IOException {
        AtomicInteger version = new AtomicInteger(1);
        site.page("/articles", exchange -> {
            boolean signed = "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean first = exchange.getRequestURI().getQuery() == null;
            String page = first
                    ? "{\"data\": [{\"id\": 7, \"name\": \"Fees / 2026\", \"body\": \"Fee " + version
                            + "\"}, {\"id\": \"b\", \"body\": null}], \"next\": \"?page=2\"}"
                    : "{\"data\": [{\"id\": \"c\", \"body\": \"Third\"}], \"next\": null}";
            Site.send(exchange, signed ? 200 : 401, signed ? page : "");
        });
        TestConnector connector = TestConnector.of(engineer(), "web-rest", rest(", \"vanished\": \"DELETE\""));
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 added 2 refused 1");
        assertThat(connector.deadLetters()).isEqualTo("b: empty\n");
        assertThat(connector.documents()).isEqualTo("Fees   2026.md 1 []\nc.md 1 []\n");
        version.incrementAndGet();
        assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 changed 1 unchanged 1 refused 1");

        site.page(
                "/articles", exchange -> Site.send(exchange, 200, "{\"data\": [], \"next\": \"http://127.0.0.1:1/\"}"));
        assertThat(connector.outcome()).isEqualTo("FAILED next-page-not-allowed");
        site.page("/articles", exchange -> Site.send(exchange, 200, "<html>"));
        assertThat(connector.outcome()).isEqualTo("FAILED list-not-readable");
        site.page("/articles", exchange -> Site.send(exchange, 503, ""));
        assertThat(connector.outcome()).isEqualTo("FAILED http-503");
        assertThat(connector.documents()).contains("c.md");
    }
}
