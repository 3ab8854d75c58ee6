package io.plumbline.governance;

import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.testkit.ServiceUnderTest;
import io.plumbline.testpostgres.FreePort;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A governance-service as it is deployed, with its own administrator, and what tests do with it again and
/// again. It has a port of its own from the start, since its issuer URL names it.
public final class Governance implements AutoCloseable {

    public static final String ADMIN = "root.admin";
    public static final String PASSWORD = "correct horse battery";
    public static final String REDIRECT = "http://localhost:9/login/oauth2/code/plumbline";
    static final String CONSOLE_REDIRECT = "http://localhost:8090/login/oauth2/code/plumbline";
    static final String CONSOLE_SIGNED_OUT = "http://localhost:8090/signed-out";
    public static final String ADMIN_KEY = "plk_00000000000000aa_bootstrap-secret_of-the-tests-0123456789";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServiceUnderTest service;
    private final FakeGateway gateway;
    private final Map<String, String> keys = new HashMap<>();

    private Governance(ServiceUnderTest service, FakeGateway gateway) {
        this.service = service;
        this.gateway = gateway;
    }

    public static Governance start() {
        return start(Map.of(), TestPostgres.create("governance"));
    }

    /// A replica on a database that is there: it has the same issuer, so that tokens of one hold at the other.
    public static Governance start(Map<String, String> properties, TestDatabase database) {
        int port = FreePort.find();
        FakeGateway gateway = new FakeGateway();
        Map<String, String> all = new HashMap<>();
        all.put("server.port", Integer.toString(port));
        all.put("plumbline.public-url", "http://localhost:" + port);
        all.put("plumbline.public-urls.governance", "http://localhost:" + port);
        all.put("plumbline.public-urls.console", "http://console.example");
        all.put("plumbline.security.issuer", "http://localhost:8083");
        all.put("plumbline.security.jwks-uri", "http://127.0.0.1:" + port + "/oauth2/jwks");
        all.put("plumbline.services.governance", "http://127.0.0.1:" + port);
        all.put("plumbline.services.gateway", gateway.url());
        all.put("plumbline.security.client-secret", clientSecret("governance"));
        all.put("plumbline.bootstrap.admin-user", ADMIN);
        all.put("plumbline.bootstrap.admin-password", PASSWORD);
        all.put("plumbline.bootstrap.admin-api-key", ADMIN_KEY);
        for (String client : List.of("governance", "registry", "gateway", "eval", "monitoring")) {
            all.put("plumbline.clients." + client + "-service.secret", clientSecret(client));
        }
        all.put("plumbline.clients.eval-service.redirect-uri", REDIRECT);
        all.put("plumbline.public-urls.console", CONSOLE);
        all.put("plumbline.clients.console.secret", clientSecret("console"));
        all.put("plumbline.clients.console.redirect-uri", CONSOLE_REDIRECT);
        all.put("plumbline.clients.console.post-logout-redirect-uri", CONSOLE_SIGNED_OUT);
        all.putAll(properties);
        SigningKey.putInto(database);
        ServiceUnderTest service = ServiceUnderTest.start(GovernanceApplication.class, "governance", all, database);
        SigningKey.takeFrom(database);
        return new Governance(service, gateway);
    }

    /// The key that the first service of this JVM made for tokens. Later ones find it in their databases, because
    /// making a key takes longer than starting a service.
    private static final class SigningKey {

        private static @Nullable Map<String, Object> made;

        static synchronized void putInto(TestDatabase database) {
            JdbcClient superuser = JdbcClient.create(database.superuser());
            if (made != null
                    && superuser
                            .sql("select to_regclass('governance.token_signing_key') is not null")
                            .query(Boolean.class)
                            .single()) {
                superuser.sql("""
                                insert into governance.token_signing_key (kid, sealed, created_at, signs_from)
                                select :kid, :sealed, :created_at, :signs_from
                                where not exists (select from governance.token_signing_key)
                                """).params(made).update();
            }
        }

        static synchronized void takeFrom(TestDatabase database) {
            if (made == null) {
                made = JdbcClient.create(database.superuser())
                        .sql("select * from governance.token_signing_key order by created_at limit 1")
                        .query()
                        .singleRow();
            }
        }
    }

    /// The address of the console, which is not there.
    public static final String CONSOLE = "http://console.example";

    public static String clientSecret(String service) {
        return "secret-of-" + service;
    }

    public ServiceUnderTest service() {
        return service;
    }

    public FakeGateway gateway() {
        return gateway;
    }

    public RestTestClient admin() {
        return service.client(ADMIN_KEY);
    }

    /// Makes the team unless it is there.
    public void team(String name) {
        post(ADMIN_KEY, "/api/v1/teams", Map.of("name", name));
    }

    /// An API key of this role in a team, the same on each call.
    public String key(String team, Role role) {
        return keys.computeIfAbsent(team + "/" + role, _ -> newKey(team, role, null));
    }

    /// A new API key.
    public String newKey(String team, Role role, @Nullable String owner) {
        team(team);
        Map<String, Object> body = new LinkedHashMap<>(Map.of("name", role.code(), "team", team, "role", role.code()));
        if (owner != null) {
            body.put("owner", owner);
        }
        return post(ADMIN_KEY, "/api/v1/api-keys", body).body().path("key").asString();
    }

    /// A new user; answers the id.
    public String user(String name, String team, Role role) {
        team(team);
        return post(
                        ADMIN_KEY,
                        "/api/v1/users",
                        Map.of(
                                "username",
                                name,
                                "password",
                                PASSWORD,
                                "grants",
                                List.of(Map.of("team", team, "role", role.code()))))
                .body()
                .path("id")
                .asString();
    }

    /// A key of a new user's own.
    public String person(String team, Role role) {
        return newKey(team, role, user("person-" + System.nanoTime(), team, role));
    }

    /// A service's token, by client credentials.
    public String serviceToken(String name) {
        byte[] answer = service.client()
                .post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth(name + "-service", clientSecret(name)))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("grant_type=client_credentials")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return JSON.readTree(answer).path("access_token").asString();
    }

    /// The token of a user who signs in at a client with pages.
    public String userToken(String name) {
        String verifier = "v".repeat(43);
        Browser browser = new Browser(service.url());
        browser.signIn(name, PASSWORD);
        String arrived = browser.get("/oauth2/authorize?response_type=code&client_id=eval-service&scope=openid"
                        + "&state=s&nonce=n&redirect_uri=" + Browser.encoded(REDIRECT) + "&code_challenge="
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier))
                        + "&code_challenge_method=S256")
                .uri()
                .getQuery();
        String code = arrived.replaceFirst(".*code=([^&]+).*", "$1");
        byte[] answer = service.client()
                .post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth("eval-service", clientSecret("eval")))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("grant_type=authorization_code&code=" + code + "&redirect_uri=" + Browser.encoded(REDIRECT)
                        + "&code_verifier=" + verifier)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return JSON.readTree(answer).path("access_token").asString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A status and a JSON body.
    public record Answer(int status, JsonNode body) {}

    public Answer post(String credential, String path, Object body) {
        return answer(service.client(credential)
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange());
    }

    public Answer get(String credential, String path) {
        return answer(service.client(credential).get().uri(path).exchange());
    }

    private static Answer answer(RestTestClient.ResponseSpec exchange) {
        var result = exchange.expectBody().returnResult();
        byte[] body = result.getResponseBody();
        return new Answer(
                result.getStatus().value(),
                body == null || body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
    }

    /// The id in a key's text.
    public static String idOf(String key) {
        return ApiKey.parse(key).orElseThrow().id();
    }

    /// A key that nobody has made.
    public static String unknownKey() {
        return ApiKey.generate(new SecureRandom()).text();
    }

    @Override
    public void close() {
        service.close();
        gateway.close();
    }
}
