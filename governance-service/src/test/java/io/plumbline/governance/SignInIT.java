package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.EchoedHost;
import io.plumbline.testpostgres.TestPostgres;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SignInIT {

    /// Where signed-in users arrive.
    private static final URI CONSOLE = URI.create(Governance.CONSOLE + "/");
    /// Redirects users who have set their own password to the console, and others to the sign-in.
    private static final String PROTECTED = "/login/password";

    private static Governance governance;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        governance.team("retail-banking");
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void acceptsTheFirstAdministratorInAnyCase() {
        Browser browser = browser();
        assertThat(browser.signIn("Root.Admin", Governance.PASSWORD).uri()).isEqualTo(CONSOLE);
    }

    @Test
    void opensTheSessionOfAnInvitedAnnotatorOnce() {
        String eval = governance.serviceToken("eval");
        JsonNode invited = governance
                .post(eval, "/internal/v1/annotators", Map.of("team", "retail-banking"))
                .body();
        String link = invited.path("link").asString();
        assertThat(link).contains("/invitation?token=");
        String page = link.substring(link.indexOf("/invitation"));
        Map<String, String> form = Map.of("token", page.substring(page.indexOf('=') + 1));

        Browser browser = browser();
        Browser.Page arrived = browser.submit(browser.get(page), "/invitation", form);
        assertThat(arrived.uri()).isEqualTo(URI.create(Governance.CONSOLE + "/annotate"));
        assertThat(browser.get(PROTECTED).uri()).as("the session is open").isEqualTo(CONSOLE);
        Browser other = browser();
        Browser.Page second = other.submit(other.get(page), "/invitation", form);
        assertThat(second.status()).isEqualTo(410);
        assertThat(second.body()).contains("This link was used before");
        assertThat(other.get(PROTECTED).uri().getPath()).isEqualTo("/login");

        String user = "/internal/v1/annotators/" + invited.path("user").asString();
        String renewed = governance
                .post(eval, user + "/links", Map.of("team", "retail-banking"))
                .body()
                .path("link")
                .asString();
        assertThat(renewed).contains("/invitation?token=").isNotEqualTo(link);
        governance
                .service()
                .client(eval)
                .delete()
                .uri(user + "?team=retail-banking")
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(browser.get(PROTECTED).uri().getPath())
                .as("the session has ended")
                .isEqualTo("/login");
    }

    @Test
    void leadsInvitationsOnlyToTheRoleAnnotatorInTheirTeam() {
        String eval = governance.serviceToken("eval");
        Map<String, String> team = Map.of("team", "retail-banking");
        JsonNode invited =
                governance.post(eval, "/internal/v1/annotators", team).body();
        String id = invited.path("user").asString();
        String user = "/internal/v1/annotators/" + id;
        String link = invited.path("link").asString();
        String page = link.substring(link.indexOf("/invitation"));

        assertThat(governance
                        .post(eval, user + "/links", Map.of("team", "lending"))
                        .status())
                .isEqualTo(404);
        assertThat(annotates(eval, id, "retail-banking")).isEqualTo(204);
        assertThat(annotates(eval, id, "lending")).isEqualTo(404);
        change(id, Map.of("disabled", true));
        assertThat(governance.post(eval, user + "/links", team).status())
                .as("an administrator's decision stays")
                .isEqualTo(404);
        assertThat(annotates(eval, id, "retail-banking")).isEqualTo(404);
        change(
                id,
                Map.of(
                        "disabled",
                        false,
                        "grants",
                        List.of(
                                Map.of("team", "retail-banking", "role", "annotator"),
                                Map.of("team", "retail-banking", "role", "ml-engineer"))));
        assertThat(governance.post(eval, user + "/links", team).status()).isEqualTo(404);
        Browser browser = browser();
        assertThat(browser.submit(
                                browser.get(page),
                                "/invitation",
                                Map.of("token", page.substring(page.indexOf('=') + 1)))
                        .status())
                .isEqualTo(410);
        governance
                .service()
                .client(eval)
                .delete()
                .uri(user + "?team=retail-banking")
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(annotates(eval, id, "retail-banking"))
                .as("the end of the invitation does not end other access")
                .isEqualTo(204);
    }

    private static int annotates(String token, String user, String team) {
        return governance
                .service()
                .client(token)
                .get()
                .uri("/internal/v1/annotators/" + user + "?team=" + team)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void redirectsOnlyToAPathOfThePageWhateverTheHostHeader() {
        String asked = EchoedHost.send(governance.service(), "GET", PROTECTED + "?from=1&to=1", "", "");
        String form = EchoedHost.send(governance.service(), "GET", "/login", cookie(asked), "");
        String csrf = found("name=\"_csrf\"[^>]*value=\"([^\"]+)\"", form);
        String signedIn = EchoedHost.send(
                governance.service(),
                "POST",
                "/login",
                cookie(asked),
                "username=root.admin&password=" + Browser.encoded(Governance.PASSWORD) + "&_csrf=" + csrf);
        assertThat(found("(?m)^Location: (.*)$", signedIn).strip()).startsWith(PROTECTED + "?from=1&to=1");
        assertThat(asked + form + signedIn).doesNotContain("evil.example");
    }

    private static String cookie(String answer) {
        return found("(?m)^Set-Cookie: (plumbline_governance=[^;]+)", answer);
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    @Test
    void givesTheSameRefusalForEveryReason() {
        String disabled = governance.user("gone", "retail-banking", Role.ML_ENGINEER);
        governance
                .admin()
                .patch()
                .uri("/api/v1/users/" + disabled)
                .body(Map.of("disabled", true))
                .exchange()
                .expectStatus()
                .isOk();
        String wrong = refusal("root.admin", "not the password at all");
        assertThat(wrong).contains("The name or password is wrong");
        assertThat(refusal("nobody-of-that-name", Governance.PASSWORD)).isEqualTo(wrong);
        assertThat(refusal("gone", Governance.PASSWORD)).isEqualTo(wrong);
    }

    @Test
    void refusesTheCorrectPasswordAfterFiveWrongOnes() {
        governance.user("guessed", "retail-banking", Role.ML_ENGINEER);
        int before = denials().size();
        for (int i = 0; i < 5; i++) {
            refusal("guessed", "a wrong password " + i);
        }
        assertThat(refusal("guessed", Governance.PASSWORD)).contains("too many attempts");
        JsonNode events = denials();
        assertThat(events.size() - before).isBetween(5, 6);
        assertThat(events.toString()).doesNotContain("guessed", "nobody-of-that-name");
    }

    private static JsonNode denials() {
        return governance
                .get(
                        Governance.ADMIN_KEY,
                        "/api/v1/audit/events?action=governance.user.signedIn&outcome=DENIED&limit=200")
                .body()
                .path("items");
    }

    @Test
    void reportsThrottlingOnce() {
        String user = governance.user("stormed", "retail-banking", Role.ML_ENGINEER);
        for (int i = 0; i < 8; i++) {
            refusal("stormed", "a wrong password " + i);
        }
        JsonNode events = governance
                .get(
                        Governance.ADMIN_KEY,
                        "/api/v1/audit/events?action=governance.user.signInThrottled&resource=user:" + user)
                .body()
                .path("items");
        assertThat(events.size()).isEqualTo(1);
        assertThat(events.get(0).path("attributes").path("limit").asString()).isEqualTo("NAME_AND_ADDRESS");
        assertThat(events.get(0).path("outcome").asString()).isEqualTo("DENIED");
    }

    @Test
    void trustsOnlyItsProxiesForTheClientAddress() {
        governance.user("forwarded", "retail-banking", Role.ML_ENGINEER);
        lockOut(governance, "forwarded");
        assertThat(landsOn(governance, "forwarded", "192.0.2.8")).isEqualTo("/login");
        try (Governance proxied = Governance.start(
                Map.of("plumbline.trusted-proxies", "127\\.0\\.0\\.1"), TestPostgres.create("governance"))) {
            lockOut(proxied, Governance.ADMIN);
            assertThat(landsOn(proxied, Governance.ADMIN, "192.0.2.7")).isEqualTo("/login");
            assertThat(landsOn(proxied, Governance.ADMIN, "192.0.2.8")).isEqualTo("/");
        }
    }

    private static void lockOut(Governance at, String user) {
        for (int i = 0; i < 5; i++) {
            new Browser(at.service().url(), "192.0.2.7").signIn(user, "a wrong password " + i);
        }
    }

    private static String landsOn(Governance at, String user, String address) {
        return new Browser(at.service().url(), address)
                .signIn(user, Governance.PASSWORD)
                .uri()
                .getPath();
    }

    @Test
    void endsTheSessionsOfAUserAfterAPasswordChange() {
        String user = governance.user("changing", "retail-banking", Role.ML_ENGINEER);
        Browser browser = browser();
        browser.signIn("changing", Governance.PASSWORD);
        assertThat(browser.get(PROTECTED).uri()).isEqualTo(CONSOLE);
        change(user, Map.of("password", "another password 42"));
        assertThat(browser.get(PROTECTED).uri().getPath()).isEqualTo("/login");
        assertThat(browser.signIn("changing", "another password 42").uri()).isEqualTo(CONSOLE);
    }

    private static void change(String user, Map<String, ?> change) {
        governance
                .admin()
                .patch()
                .uri("/api/v1/users/" + user)
                .body(change)
                .exchange()
                .expectStatus()
                .isOk();
    }

    /// The page without the token that is different each time.
    private static String refusal(String name, String password) {
        Browser.Page page = browser().signIn(name, password);
        assertThat(page.uri().toString()).endsWith("/login?failed");
        return page.body().replaceAll("name=\"_csrf\"[^>]*", "");
    }

    private static Browser browser() {
        return new Browser(governance.service().url());
    }
}
