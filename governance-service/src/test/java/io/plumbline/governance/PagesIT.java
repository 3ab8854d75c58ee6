package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PagesIT {

    private static Governance governance;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        governance.user("mira", "retail-banking", Role.ML_ENGINEER);
        governance.user("carla", "retail-banking", Role.COMPLIANCE_OFFICER);
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void showsTheDashboardToAnOfficer() {
        Browser.Page page = browser("carla").get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>Overview</h1>", "Newest events", "governance.user.signedIn", "compliance-officer")
                .doesNotContain("th:", "${");
        assertThat(page.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
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
            Browser officer = browser("carla");
            assertThat(officer.get("/").body()).contains("audit.event.unreadable");
            assertThat(officer.get("/audit").body()).contains("audit.event.unreadable", "governance.key.created");
            assertThat(officer.get("/audit/" + id).body()).contains("audit.event.unreadable", "forged");
        } finally {
            superuser.sql("""
                            begin; set local session_replication_role = replica;
                            delete from audit.event where id = '%s'; commit
                            """.formatted(id)).update();
        }
    }

    @Test
    void showsAnEngineerFiguresButNoEvents() {
        Browser browser = browser("mira");
        assertThat(browser.get("/").body()).contains("<h1>Overview</h1>").doesNotContain("Newest events");
        Browser.Page refused = browser.get("/audit");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body())
                .contains("audit:read", "Sign out", ">Overview<")
                .doesNotContain(">Audit log<");
    }

    @Test
    void showsPoliciesAndDryRunsADraft() {
        Browser officer = browser("carla");
        assertThat(officer.get("/policies").body())
                .contains("<h1>Guard policies</h1>", ">standard</a>", ">deterministic</a>", "built in", ">Policies<")
                .doesNotContain("th:", "${");
        Browser.Page page = officer.get("/policies/standard");
        assertThat(page.body())
                .contains("&quot;prompt_injection&quot;", "Test a draft", "/policies/standard/dry-run")
                .doesNotContain("th:", "${");
        String address = "/policies/standard/dry-run";
        assertThat(officer.submit(page, address, Map.of("draft", "{\"stages\": {}}"))
                        .body())
                .contains("would have been decided differently", "{&quot;stages&quot;: {}}");
        assertThat(officer.submit(page, address, Map.of("draft", "{\"stages\": {\"inputs\": {}}}"))
                        .body())
                .contains("The draft is invalid and was not tested", "/stages/inputs");
        assertThat(officer.submit(page, address, Map.of("draft", "<b>")).body())
                .contains("This is not a JSON object", "&lt;b&gt;")
                .doesNotContain("<b>");
        assertThat(browser("mira").get("/policies/standard").body()).doesNotContain("Test a draft");
        assertThat(officer.get("/policies/standard/diff?from=1&to=1").body()).contains("The versions are identical");
        assertThat(officer.get("/policies/nowhere").status()).isEqualTo(404);
        assertThat(browser("mira").get("/production-changes").body())
                .contains("<h1>Production changes</h1>", "The guard policy is looser", "LEAVES_PRODUCTION", "refused")
                .doesNotContain("th:", "${");
    }

    @Test
    void reportsAnInvalidFilterOnThePage() {
        Browser.Page refused = browser("carla").get("/audit?from=yesterday");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("<code>from</code>", "is not valid", ">Audit log<");
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
        Browser.Page page = new Browser(governance.service().url()).get("/audit");
        assertThat(page.uri().getPath()).isEqualTo("/login");
        assertThat(page.body()).doesNotContain(">Overview<");
    }

    @Test
    void letsAnOfficerDecideButNotTheRequester() {
        String engineer = governance.key("retail-banking", Role.ML_ENGINEER);
        governance.post(
                engineer,
                "/api/v1/approvals",
                Map.of(
                        "action", "registry.version.promote",
                        "resourceType", "model-version",
                        "resourceId", "paged-model@7"));
        assertThat(browser("mira").get("/approvals").body())
                .contains("paged-model@7", "key ml-engineer")
                .doesNotContain("value=\"APPROVE\"");

        Browser officer = browser("carla");
        Browser.Page page = officer.get("/approvals?state=PENDING");
        Matcher form =
                Pattern.compile("action=\"(/approvals/[^\"]+/decision)\"").matcher(page.body());
        assertThat(form.find()).isTrue();
        assertThat(officer.submit(page, form.group(1), Map.of("decision", "REJECT", "comment", " "))
                        .body())
                .contains("Give your reason for rejecting in the comment");
        Browser.Page decided =
                officer.submit(page, form.group(1), Map.of("decision", "APPROVE", "comment", "Looks <b>good</b>"));
        assertThat(decided.body())
                .contains(
                        "The approval is APPROVED now",
                        "Approved</strong> by",
                        "carla",
                        "Looks &lt;b&gt;good&lt;/b&gt;")
                .doesNotContain("<b>good</b>");
        Matcher revoke =
                Pattern.compile("action=\"(/approvals/[^\"]+/revoke)\"").matcher(decided.body());
        assertThat(revoke.find()).isTrue();
        assertThat(officer.submit(decided, revoke.group(1), Map.of("comment", " "))
                        .body())
                .contains("Give your reason in the comment");
        assertThat(officer.submit(decided, revoke.group(1), Map.of("comment", "Too <i>soon</i>"))
                        .body())
                .contains("is revoked", ">REVOKED<", "Too &lt;i&gt;soon&lt;/i&gt;")
                .doesNotContain("<i>soon</i>", "th:", "${");
    }

    @Test
    void describesAnApprovalInWordsAndLinksItsGates() {
        String gate = "01a21e18-e0b7-7000-8878-a50a81657f9e";
        String engineer = governance.key("retail-banking", Role.ML_ENGINEER);
        Map.of(
                        "registry.model.promote",
                        "model-version worded-model@7",
                        "eval.baseline.bless",
                        "suite-baseline worded-suite/" + gate)
                .forEach((action, resource) -> governance.post(
                        engineer,
                        "/api/v1/approvals",
                        Map.of(
                                "action", action,
                                "resourceType", resource.substring(0, resource.indexOf(' ')),
                                "resourceId", resource.substring(resource.indexOf(' ') + 1))));
        assertThat(browser("carla").get("/approvals?state=PENDING").body())
                .contains("Promote worded-model@7 to production", "Approve a baseline of the suite worded-suite<")
                .contains("/gates?candidate=worded-model@7\"", "/gates/" + gate + "\"");
    }

    @Test
    void showsTheArgumentsOfAToolCall() {
        governance.post(
                governance.serviceToken("gateway"),
                "/internal/v1/approvals",
                Map.of(
                        "team",
                        "retail-banking",
                        "action",
                        "gateway.call.resume",
                        "resourceType",
                        "parked-call",
                        "resourceId",
                        "payments/0199c1d2",
                        "requestedBy",
                        Governance.idOf(governance.key("retail-banking", Role.APPLICATION)),
                        "approvers",
                        1,
                        "reason",
                        "A model wants to call pay for a call on the route payments; the policy bank@3 asks a person.",
                        "terms",
                        Map.of(
                                "details",
                                List.of(
                                        Map.of("label", "Route", "text", "payments, variant only"),
                                        Map.of("label", "The user said last", "text", "Pay the rent."),
                                        Map.of(
                                                "label",
                                                "Call 1 of 2: search, allowed by the policy",
                                                "text",
                                                "{\n  \"q\" : \"rent\"\n}"),
                                        Map.of(
                                                "label",
                                                "Call 2 of 2: pay, to be decided",
                                                "text",
                                                "{\n  \"iban\" : \"[IBAN_CODE_1]\",\n  \"note\" : \"<b>now</b>\"\n}")),
                                "byPerson",
                                true,
                                "lifetimeSeconds",
                                3600)));
        Browser.Page page = browser("carla").get("/approvals?state=PENDING");
        assertThat(page.body())
                .contains("the route payments", "Call 2 of 2: pay, to be decided", "[IBAN_CODE_1]")
                .contains("&lt;b&gt;now&lt;/b&gt;", "a machine's key cannot decide")
                .doesNotContain("<b>now</b>");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        Browser officer = browser("carla");
        Browser.Page refused = officer.submit(
                new Browser.Page(
                        java.net.URI.create("/"), 200, "", officer.get("/").response()),
                "/audit/verifications",
                Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You may not do this");
    }

    @Test
    void searchesTheLogAndShowsAnEvent() {
        String key = governance.newKey("retail-banking", Role.APPLICATION, null);
        Browser officer = browser("carla");
        Browser.Page found = officer.get("/audit?action=governance.key.created&resource=" + Governance.idOf(key)
                + "&q=&outcome=&from=&to=&actor=&team=");
        assertThat(found.body()).contains(Governance.idOf(key), "key bootstrap").doesNotContain("signedIn");
        Matcher link = Pattern.compile("href=\"(/audit/[0-9a-f-]{36})\"").matcher(found.body());
        assertThat(link.find()).isTrue();
        assertThat(officer.get(link.group(1)).body())
                .contains("Leaf hash", "governance.key.created", "&quot;role&quot; : &quot;application&quot;");
        assertThat(officer.get("/audit?q=no-such-text-anywhere").body()).contains("No event matches");
    }

    @Test
    void verifiesTheLogOnDemand() {
        Browser officer = browser("carla");
        Browser.Page page = officer.get("/audit");
        Browser.Page verified = officer.submit(page, "/audit/verifications", Map.of());
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.body()).contains("VERIFIED", "no findings");
    }

    @Test
    void signsOut() {
        Browser browser = browser("mira");
        Browser.Page asked = browser.get("/logout");
        assertThat(asked.body()).contains("Sign out of Plumbline?");
        assertThat(browser.submit(asked, "/logout", Map.of()).body()).contains("You are signed out");
        assertThat(browser.get("/").uri().getPath()).isEqualTo("/login");
    }

    private static Browser browser(String user) {
        Browser browser = new Browser(governance.service().url());
        assertThat(browser.signIn(user, Governance.PASSWORD).uri().getPath()).isEqualTo("/");
        return browser;
    }
}
