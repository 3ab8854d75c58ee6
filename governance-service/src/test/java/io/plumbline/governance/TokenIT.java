package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.DeniedRequests;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tokens as services and browsers get them, on two replicas of one installation.
class TokenIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Governance governance;
    private static Governance replica;
    private static CodeFlow flow;

    @BeforeAll
    static void start() {
        TestDatabase database = TestPostgres.create("governance");
        governance = Governance.start(Map.of(), database);
        replica = Governance.start(Map.of(), database);
        flow = new CodeFlow(governance);
        governance.user("mira", "retail-banking", Role.ML_ENGINEER);
    }

    @AfterAll
    static void stop() {
        governance.service().stop();
        replica.close();
    }

    @Test
    void issuesServiceTokensOfFiveMinutesValidAtEveryReplica() {
        String token = governance.serviceToken("registry");
        JWTClaimsSet claims = claims(token);
        assertThat(claims.getSubject()).isEqualTo("registry-service");
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:8083");
        assertThat(claims.getClaims().get("actor_type")).isEqualTo("SERVICE");
        assertThat(claims.getClaims().get("grants")).hasToString("{*=[service]}");
        assertThat(lifetime(claims)).isEqualTo(Duration.ofMinutes(5));
        String path = "/internal/v1/snapshot?since=0&waitSeconds=0";
        assertThat(governance.get(token, path).status()).isEqualTo(200);
        assertThat(replica.get(token, path).status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretAndAnUnknownClient() {
        long before = DeniedRequests.count(governance.service());
        for (String[] credentials : new String[][] {{"registry-service", "wrong"}, {"nobody", "secret-of-registry"}}) {
            governance
                    .service()
                    .client()
                    .post()
                    .uri("/oauth2/token")
                    .headers(headers -> headers.setBasicAuth(credentials[0], credentials[1]))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body("grant_type=client_credentials")
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.error")
                    .isEqualTo("invalid_client");
        }
        assertThat(DeniedRequests.count(governance.service())).isEqualTo(before + 2);
    }

    @Test
    void refusesAForeignToken() {
        String token = governance.serviceToken("registry");
        String[] parts = token.split("\\.", 3);
        String forged = parts[0] + "." + parts[1] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[256]);
        assertThat(governance.get(forged, "/api/v1/approvals").status()).isEqualTo(401);
    }

    @Test
    void announcesExactlyItsFeatures() {
        JsonNode document =
                governance.get("x", "/.well-known/openid-configuration").body();
        assertThat(document.path("issuer").asString()).isEqualTo("http://localhost:8083");
        assertThat(document.path("token_endpoint").asString()).isEqualTo("http://localhost:8083/oauth2/token");
        assertThat(document.path("code_challenge_methods_supported").toString()).contains("S256");
        assertThat(document.propertyNames())
                .doesNotContain(
                        "userinfo_endpoint",
                        "revocation_endpoint",
                        "device_authorization_endpoint",
                        "pushed_authorization_request_endpoint");
        assertThat(document.path("end_session_endpoint").asString()).isEqualTo("http://localhost:8083/connect/logout");
        assertThat(document.path("introspection_endpoint").asString())
                .isEqualTo("http://localhost:8083/oauth2/introspect");
        JsonNode keys = governance.get("x", "/oauth2/jwks").body().path("keys");
        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.get(0).propertyNames()).contains("n", "e", "kid").doesNotContain("d", "p", "q");
    }

    @Test
    void signsPeopleInByCodeAndPkceAcrossReplicas() {
        Browser browser = new Browser(governance.service().url());
        String code = CodeFlow.code(browser, "mira");

        JsonNode tokens = CodeFlow.redeem(replica, code, 200);
        JWTClaimsSet id = claims(tokens.path("id_token").asString());
        assertThat(id.getClaims().get("nonce")).isEqualTo("n-1");
        assertThat(id.getAudience()).containsExactly("eval-service");
        assertThat(id.getClaims().get("grants")).hasToString("{retail-banking=[ml-engineer]}");
        assertThat(id.getClaims().get("actor_type")).isEqualTo("USER");
        assertThat(id.getSubject()).matches("[0-9a-f-]{36}");
        assertThat(lifetime(id)).isEqualTo(Duration.ofMinutes(5));
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(claims(tokens.path("access_token").asString()).getAudience()).containsExactly("plumbline");
        assertThat(governance
                        .get(tokens.path("id_token").asString(), "/api/v1/teams")
                        .status())
                .isEqualTo(401);
        assertThat(governance
                        .get(tokens.path("access_token").asString(), "/api/v1/teams")
                        .body()
                        .path("items")
                        .toString())
                .contains("retail-banking")
                .doesNotContain("platform");
    }

    @Test
    void promptsNobodyDuringASession() {
        Browser browser = new Browser(governance.service().url());
        CodeFlow.code(browser, "mira");
        Browser.Page again = browser.get(CodeFlow.authorize());
        assertThat(again.uri().toString()).startsWith(Governance.REDIRECT).contains("code=");
    }

    @Test
    void redeemsACodeOnceAndOnlyWithItsVerifier() {
        Browser browser = new Browser(governance.service().url());
        String code = CodeFlow.code(browser, "mira");
        assertThat(CodeFlow.redeem(governance, code, CodeFlow.VERIFIER + "x", 400)
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
        CodeFlow.redeem(governance, code, 200);
        assertThat(CodeFlow.redeem(replica, code, 400).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void redirectsOnlyToRegisteredAddresses() {
        Browser browser = new Browser(governance.service().url());
        browser.signIn("mira", Governance.PASSWORD);
        String elsewhere = CodeFlow.authorize()
                .replace(Browser.encoded(Governance.REDIRECT), Browser.encoded("http://attacker.example/"));
        Browser.Page refused = browser.get(elsewhere);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.uri().toString()).startsWith(governance.service().url());
        assertThat(refused.body()).contains("The request is not valid", "plumbline.css");
    }

    @Test
    void requiresPkce() {
        Browser browser = new Browser(governance.service().url());
        browser.signIn("mira", Governance.PASSWORD);
        String without = CodeFlow.authorize().replaceAll("&code_challenge.*", "");
        assertThat(browser.get(without).uri().toString()).contains("error=invalid_request");
    }

    @Test
    void issuesNoTokenToAUserDisabledMeanwhile() {
        String user = governance.user("leaver", "retail-banking", Role.ML_ENGINEER);
        Browser browser = new Browser(governance.service().url());
        String code = CodeFlow.code(browser, "leaver");
        change(governance.admin(), user, Map.of("disabled", true));
        assertThat(CodeFlow.redeem(governance, code, 400).path("error").asString())
                .isEqualTo("invalid_grant");
        assertThat(browser.get(CodeFlow.authorize()).uri().getPath()).isEqualTo("/login");
    }

    @Test
    void refreshesTokensOfTheConsoleUntilTheUserSignsOut() {
        Browser browser = new Browser(governance.service().url());
        JsonNode tokens = flow.consoleTokens(browser, "mira");
        String refresh = tokens.path("refresh_token").asString();
        assertThat(claims(tokens.path("id_token").asString()).getClaims().get("preferred_username"))
                .isEqualTo("mira");
        assertThat(claims(tokens.path("access_token").asString()).getClaims()).doesNotContainKey("preferred_username");

        JsonNode refreshed = CodeFlow.refresh(replica, refresh, 200);
        JWTClaimsSet id = claims(refreshed.path("id_token").asString());
        assertThat(id.getClaims().get("grants")).hasToString("{retail-banking=[ml-engineer]}");
        assertThat(governance
                        .get(refreshed.path("access_token").asString(), "/api/v1/teams")
                        .status())
                .isEqualTo(200);
        assertThat(flow.isLive(refresh)).isTrue();

        Browser.Page after = browser.get("/connect/logout?id_token_hint="
                + refreshed.path("id_token").asString()
                + "&post_logout_redirect_uri=" + Browser.encoded(Governance.CONSOLE_SIGNED_OUT));
        assertThat(after.uri()).hasToString(Governance.CONSOLE_SIGNED_OUT);
        assertThat(flow.isLive(refresh)).isFalse();
        CodeFlow.refresh(governance, refresh, 400);
        assertThat(browser.get(CodeFlow.authorize()).uri().getPath()).isEqualTo("/login");
    }

    @Test
    void leavesARevokedGrantOutOfTheNextTokens() {
        String user = governance.user("demoted", "retail-banking", Role.COMPLIANCE_OFFICER);
        Browser browser = new Browser(governance.service().url());
        CodeFlow.code(browser, "demoted");
        change(
                governance.admin(),
                user,
                Map.of("grants", List.of(Map.of("team", "retail-banking", "role", "ml-engineer"))));
        String again = CodeFlow.codeOf(browser.get(CodeFlow.authorize()));
        JsonNode tokens = CodeFlow.redeem(governance, again, 200);
        assertThat(claims(tokens.path("id_token").asString()).getClaims().get("grants"))
                .hasToString("{retail-banking=[ml-engineer]}");
    }

    @Test
    void endsTheConsolesSessionsOfAUserWhoseAccountChanges() {
        String user = governance.user("changer", "retail-banking", Role.ML_ENGINEER);
        Browser browser = new Browser(governance.service().url());
        String before =
                flow.consoleTokens(browser, "changer").path("refresh_token").asString();
        change(governance.admin(), user, Map.of("password", "another-password-of-enough-length"));
        assertThat(flow.isLive(before)).isFalse();
    }

    @Test
    void asksBeforeSigningOutWithoutProofAndRedirectsOnlyToTheRegisteredAddress() {
        Browser browser = new Browser(governance.service().url());
        JsonNode tokens = flow.consoleTokens(browser, "mira");
        Browser.Page asked = browser.get(
                "/connect/logout?post_logout_redirect_uri=" + Browser.encoded(Governance.CONSOLE_SIGNED_OUT));
        assertThat(asked.uri().getPath()).isEqualTo("/logout");
        assertThat(flow.isLive(tokens.path("refresh_token").asString())).isTrue();
        Browser.Page elsewhere = browser.get("/connect/logout?id_token_hint="
                + tokens.path("id_token").asString()
                + "&post_logout_redirect_uri=" + Browser.encoded("http://attacker.example/"));
        assertThat(elsewhere.uri().getPath()).isEqualTo("/login");
    }

    @Test
    void changesTheOwnPasswordWithTheCurrentOneAndEndsAllSessions() {
        governance.user("own-changer", "retail-banking", Role.APPLICATION);
        JsonNode tokens = flow.consoleTokens(new Browser(governance.service().url()), "own-changer");
        String token = tokens.path("access_token").asString();
        JsonNode account = governance.get(token, "/api/v1/account").body();
        assertThat(account.path("username").asString()).isEqualTo("own-changer");
        assertThat(account.path("grants").get(0).path("role").asString()).isEqualTo("application");
        assertThat(Instant.parse(account.path("lastSignInAt").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());

        String replacement = "another-password-of-enough-length";
        assertThat(pointer(changePassword(token, "not the current one", replacement, 400)))
                .isEqualTo("/currentPassword");
        assertThat(pointer(changePassword(token, Governance.PASSWORD, Governance.PASSWORD, 400)))
                .isEqualTo("/newPassword");
        assertThat(pointer(changePassword(token, Governance.PASSWORD, "short", 400)))
                .isEqualTo("/newPassword");
        assertThat(flow.isLive(tokens.path("refresh_token").asString())).isTrue();
        changePassword(token, Governance.PASSWORD, replacement, 204);
        assertThat(flow.isLive(tokens.path("refresh_token").asString())).isFalse();
        assertThat(new Browser(governance.service().url())
                        .signIn("own-changer", Governance.PASSWORD)
                        .body())
                .contains("The name or password is wrong");
        assertThat(new Browser(governance.service().url())
                        .signIn("own-changer", replacement)
                        .body())
                .doesNotContain("The name or password is wrong");
    }

    @Test
    void stopsGuessesOfTheCurrentPassword() {
        governance.user("guessed-at", "retail-banking", Role.ML_ENGINEER);
        String token = flow.consoleTokens(new Browser(governance.service().url()), "guessed-at")
                .path("access_token")
                .asString();
        for (int i = 0; i < 5; i++) {
            changePassword(token, "a wrong password " + i, "another-password-of-enough-length", 400);
        }
        assertThat(changePassword(token, Governance.PASSWORD, "another-password-of-enough-length", 400))
                .contains("too often");
    }

    @Test
    void hasNoAccountForKeysAndAnonymousCallers() {
        assertThat(governance.get(Governance.ADMIN_KEY, "/api/v1/account").status())
                .isEqualTo(403);
        governance
                .service()
                .client()
                .get()
                .uri("/api/v1/account")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void leadsATemporaryPasswordToItsReplacementBeforeAnythingElse() {
        governance.post(
                Governance.ADMIN_KEY,
                "/api/v1/users",
                Map.of(
                        "username",
                        "invited",
                        "password",
                        Governance.PASSWORD,
                        "mustChangePassword",
                        true,
                        "grants",
                        List.of(Map.of("team", "retail-banking", "role", "ml-engineer"))));
        Browser browser = new Browser(governance.service().url());
        Browser.Page login = browser.get(CodeFlow.authorize());
        Browser.Page asked =
                browser.submit(login, "/login", Map.of("username", "invited", "password", Governance.PASSWORD));
        assertThat(asked.uri().getPath()).isEqualTo("/login/password");
        assertThat(browser.get(CodeFlow.authorize()).uri().getPath()).isEqualTo("/login/password");
        assertThat(replace(browser, "another-password-of-enough-length", "a-different-one-of-enough-length")
                        .body())
                .contains("The passwords differ");
        assertThat(replace(browser, Governance.PASSWORD, Governance.PASSWORD).body())
                .contains("must differ from the current password");
        assertThat(replace(browser, "short", "short").body()).contains("at least 12 characters");
        Browser.Page arrived =
                replace(browser, "another-password-of-enough-length", "another-password-of-enough-length");
        assertThat(arrived.uri().toString()).startsWith(Governance.REDIRECT).contains("code=");
        assertThat(browser.get("/login/password").uri().getPath()).isEqualTo("/");
    }

    private static Browser.Page replace(Browser browser, String password, String repeated) {
        return browser.submit(
                browser.get("/login/password"), "/login/password", Map.of("password", password, "repeated", repeated));
    }

    private static String changePassword(String token, String current, String replacement, int status) {
        byte[] body = governance
                .service()
                .client(token)
                .put()
                .uri("/api/v1/account/password")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("currentPassword", current, "newPassword", replacement))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static String pointer(String refusal) {
        return JSON.readTree(refusal).path("errors").get(0).path("pointer").asString();
    }

    private static void change(RestTestClient admin, String user, Map<String, ?> change) {
        admin.patch()
                .uri("/api/v1/users/" + user)
                .body(change)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static Duration lifetime(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError("not a token", e);
        }
    }
}
