package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PagesIT {

    /// Redirects users who have set their own password to the console, and others to the sign-in.
    private static final String PROTECTED = "/login/password";

    private static Governance governance;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        governance.user("mira", "retail-banking", Role.ML_ENGINEER);
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void showsInvalidEventsAsUnreadableAndOthersUnchanged() {
        JdbcClient superuser = JdbcClient.create(governance.service().database().superuser());
        UUID id = governance.service().bean(UuidV7.class).next();
        // As it could be before the database looked at events.
        superuser.sql("""
                        begin; set local session_replication_role = replica;
                        insert into audit.event (id, canonical) values ('%1$s', convert_to('{"v":1,"id":"%1$s",
                            "team":"retail-banking","action":"x","actor":{"type":"USER","id":"forged"},
                            "resource":{"id":"r"},"outcome":"?","traceId":"?"}', 'UTF8')); commit
                        """.formatted(id)).update();
        try {
            String key = governance.key("retail-banking", Role.AUDITOR);
            Governance.Answer one = governance.get(key, "/api/v1/audit/events/" + id);
            assertThat(one.body().path("unreadable").asBoolean()).isTrue();
            assertThat(new String(one.body().path("bytes").binaryValue(), StandardCharsets.UTF_8))
                    .contains("forged");
            assertThat(governance
                            .get(key, "/api/v1/audit/events?limit=500")
                            .body()
                            .path("items"))
                    .contains(one.body())
                    .anySatisfy(
                            event -> assertThat(event.path("action").asString()).isEqualTo("governance.key.created"));
        } finally {
            superuser.sql("""
                            begin; set local session_replication_role = replica;
                            delete from audit.event where id = '%s'; commit
                            """.formatted(id)).update();
        }
    }

    @Test
    void leadsToTheConsoleAtTheSameAddress() {
        Browser visitor = new Browser(governance.service().url());
        for (String address : List.of(
                "/",
                "/approvals/01a22e6b-c275-7000-ba2d-f1fbc953372a",
                "/audit?resource=a%3Ab",
                "/incidents",
                "/policies/standard/diff?from=1&to=2")) {
            assertThat(visitor.get(address).uri()).isEqualTo(URI.create(Governance.CONSOLE + address));
        }
    }

    @Test
    void grantsNoApiAccessByItsSession() {
        Browser browser = browser("mira");
        for (String path : List.of(
                "/actuator", "/actuator/prometheus", "/%61ctuator/prometheus", "/%61pi/v1/teams", "/api/v1/teams")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void redirectsAnonymousVisitorsToTheLogin() {
        Browser.Page page = new Browser(governance.service().url()).get(PROTECTED);
        assertThat(page.uri().getPath()).isEqualTo("/login");
        assertThat(page.body()).contains("<h1>Sign in</h1>").doesNotContain("th:", "${");
        assertThat(page.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        Browser browser = browser("mira");
        Browser.Page refused = browser.submit(browser.get(PROTECTED), "/logout", Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You may not do this").doesNotContain("th:", "${");
        assertThat(browser.get(PROTECTED).uri().getPath()).isNotEqualTo("/login");
    }

    @Test
    void signsOut() {
        Browser browser = browser("mira");
        Browser.Page asked = browser.get("/logout");
        assertThat(asked.body()).contains("Sign out of Plumbline?");
        assertThat(browser.submit(asked, "/logout", Map.of()).body()).contains("You are signed out");
        assertThat(browser.get(PROTECTED).uri().getPath()).isEqualTo("/login");
    }

    private static Browser browser(String user) {
        Browser browser = new Browser(governance.service().url());
        assertThat(browser.signIn(user, Governance.PASSWORD).uri().getPath()).isEqualTo("/");
        return browser;
    }
}
