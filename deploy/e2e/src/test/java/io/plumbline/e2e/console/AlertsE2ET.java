package io.plumbline.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.plumbline.e2e.Caller;
import io.plumbline.e2e.ConsoleBrowser;
import io.plumbline.e2e.RunningStack;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages of alerts, as an engineer: an alert, its remedy, channels, subscriptions and silences.
class AlertsE2ET {

    private static final String TEAM = "retail-banking";
    private static final String OBJECTIVE = "console-alerted";
    private static final String ALERT = "main tr:has-text('" + OBJECTIVE + "') a[href^='/alerts/']";

    private static RunningStack stack;

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User engineer;

    @BeforeAll
    static void open() {
        stack = RunningStack.get();
        console = ConsoleBrowser.open(stack);
        engineer = console.user(TEAM, "ml-engineer");
    }

    @Test
    void acknowledgesAnAlertAndUndoesItsRemedy() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            proposesARemedy(page);
            Caller admin = Caller.admin(stack);
            admin.put(
                            "monitoring",
                            "/api/v1/slos/" + OBJECTIVE,
                            Map.of(
                                    "team",
                                    TEAM,
                                    "route",
                                    "support",
                                    "indicator",
                                    "LATENCY",
                                    "thresholdMs",
                                    1,
                                    "target",
                                    0.999))
                    .expect(201);
            await("the alert").pollInSameThread().until(() -> {
                page.navigate(console.url() + "/alerts?source=SLO");
                return page.locator(ALERT).count() > 0;
            });
            console.visit(page, "/alerts?source=SLO");
            page.locator(ALERT).first().click();
            page.waitForURL("**/alerts/*-*");
            assertThat(page.locator("main").textContent())
                    .contains("Firing.", "error budget", OBJECTIVE, "Figures at its start");
            page.locator("input[name=comment]").fill("On it.");
            page.locator("main form[action$='/acknowledge'] button").click();
            assertThat(page.locator("main").textContent()).contains("On it.", "No message.");
            console.look(page, "console-alert");
            undoWhatTheRemedyDid(page);
            admin.delete("monitoring", "/api/v1/slos/" + OBJECTIVE).expect(204);
        }
    }

    @Test
    void sendsAndSilencesAlerts() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/alert-channels/new");
            page.locator("input[name=name]").fill("console-hook");
            page.locator("input[name=url]").fill("https://127.0.0.1/hook");
            submit(page);
            assertThat(page.locator("main").textContent()).contains("may not be a private");
            page.locator("input[name=url]").fill("https://hooks.example.com/alerts");
            submit(page);
            page.waitForURL("**/alert-channels/console-hook");
            assertThat(page.locator("main").textContent())
                    .contains("Signing secret", "whsec_", "it receives only tests");
            page.locator("main form[action$='/test'] button").click();
            assertThat(page.locator("main table").textContent()).contains("Test");
            console.look(page, "console-alert-channel");
            await("the failed attempt").pollInSameThread().until(() -> {
                page.reload();
                return page.locator("main form[action$='/redeliver'] button").count() == 1;
            });
            console.look(page, "console-alert-deliveries");
            page.locator("main form[action$='/redeliver'] button").click();
            page.locator(".flash.good:has-text('on its way')").waitFor();
            console.visit(page, "/alert-channels");
            assertThat(page.locator("tr:has-text('console-hook')").textContent())
                    .contains("Webhook");
            subscribes(page);
            console.visit(page, "/alert-silences/new?source=SLO");
            page.locator("input[name=reason]").fill("Maintenance");
            submit(page);
            page.waitForURL("**/alert-silences");
            console.look(page, "console-alert-silences");
            page.locator("tr:has-text('Maintenance') button").click();
            assertThat(page.locator("main").textContent()).contains("No silence.");
        }
    }

    /// A remedy that pauses the route when the objective raises an alert, approved by another person.
    private static void proposesARemedy(Page page) {
        Caller admin = Caller.admin(stack);
        Caller officer = Caller.person(stack, TEAM, "compliance-officer").knownTo("governance", "/api/v1/approvals");
        console.visit(page, "/remedies/new");
        page.locator("input[name=name]").fill("console-pause");
        page.locator("select[name=team]").selectOption(TEAM);
        page.locator("input[name='trigger.name']").fill(OBJECTIVE);
        page.locator("select[name='trigger.severity']").selectOption("ANY");
        page.locator("select[name='action.kind']").selectOption("LOWER_WEIGHT");
        page.locator("textarea[name='limits.routes']").fill("Support");
        page.locator("input[name='limits.holdMinutes']").fill("1");
        page.locator("input[name=dryRun]").uncheck();
        submit(page);
        page.locator("[id='limits.routes-error']:has-text('(entry 1)')").waitFor();
        page.locator("textarea[name='limits.routes']").fill("support");
        submit(page);
        page.locator("[id='action.variant-error']").waitFor();
        console.look(page, "console-remedy-form");
        page.locator("select[name='action.kind']").selectOption("PAUSE");
        submit(page);
        page.waitForURL("**/remedies/console-pause");
        page.locator("main a[href$='/edit']").click();
        page.waitForURL("**/remedies/console-pause/edit");
        assertThat(page.locator("input[name='trigger.name']").inputValue()).isEqualTo(OBJECTIVE);
        String id = await("the approval is requested")
                .until(
                        () -> admin.get("monitoring", "/api/v1/remedies/console-pause")
                                .body()
                                .at("/approval/id")
                                .asString(""),
                        found -> !found.isEmpty());
        officer.post(
                        "governance",
                        "/api/v1/approvals/" + id + "/decision",
                        Map.of("decision", "APPROVE", "comment", "Seen."))
                .expect(200);
        await("the approval arrives")
                .until(() -> admin.get("monitoring", "/api/v1/remedies/console-pause")
                        .body()
                        .at("/approval/state")
                        .asString()
                        .equals("APPROVED"));
    }

    private static void undoWhatTheRemedyDid(Page page) {
        console.visit(page, "/remedies");
        await("its run").pollInSameThread().until(() -> {
            page.reload();
            return page.locator("main table a[href^='/remedies/runs/']").count() > 0;
        });
        console.look(page, "console-remedies");
        page.locator("main a[href='/remedies/console-pause']").first().click();
        page.waitForURL("**/remedies/console-pause");
        assertThat(page.locator("main").textContent()).contains("Pause the route", "support", "Approved");
        page.locator("main tr:has-text('Applied') a[href^='/remedies/runs/']")
                .first()
                .click();
        page.waitForURL("**/remedies/runs/*-*");
        String run = page.url().substring(page.url().lastIndexOf('/') + 1);
        linksOnlyRestraintsOfRemediesToTheirRun(page, run);
        console.visit(page, "/remedies/runs/" + run);
        assertThat(page.locator("main").textContent()).contains("Applied", "The route before and after");
        console.look(page, "console-remedy-run");
        page.locator("main a.primary").click();
        page.locator("[name=reason]").fill("It was a test.");
        submit(page);
        page.waitForURL("**/remedies/runs/*-*");
        assertThat(page.locator("main").textContent()).contains("Undone", "It was a test.");
        assertThat(Caller.admin(stack)
                        .get("gateway", "/api/v1/routes/support/restraints")
                        .body()
                        .size())
                .isZero();
    }

    /// A person has put another restraint on the route, which no run belongs to.
    private static void linksOnlyRestraintsOfRemediesToTheirRun(Page page, String run) {
        Caller admin = Caller.admin(stack);
        String own = "/api/v1/routes/support/restraints/" + UUID.randomUUID();
        admin.put(
                        "gateway",
                        own,
                        Map.of(
                                "team",
                                TEAM,
                                "kind",
                                "STRICTER_POLICY",
                                "policy",
                                "strict",
                                "reason",
                                "By hand",
                                "seconds",
                                600))
                .expect(200);
        console.visit(page, "/routes/support");
        assertThat(page.locator("main .notice:has-text('By hand')").textContent())
                .contains("Held back: stricter policy")
                .doesNotContain("Open the run");
        page.locator("main .notice:has-text('Held back: pause') a").click();
        page.waitForURL("**/remedies/runs/" + run);
        admin.delete("gateway", own).expect(204);
    }

    private static void subscribes(Page page) {
        console.visit(page, "/alert-subscriptions/new?channel=console-hook");
        page.locator("input[name=name]").fill("console-pages");
        page.locator("input[name='matcher.severities'][value=PAGE]").check();
        page.locator("textarea[name='matcher.routes']").fill("no-such-route");
        page.locator("textarea[name=escalation]").fill("15 no-such-channel");
        submit(page);
        page.locator("#escalation-error:has-text('(entry 1)')").waitFor();
        console.look(page, "console-alert-subscription-form");
        page.locator("textarea[name=escalation]").fill("15 console-hook");
        submit(page);
        page.waitForURL("**/alert-subscriptions/console-pages");
        assertThat(page.locator("main").textContent()).contains("severity PAGE, route no-such-route", "console-hook");
        console.look(page, "console-alert-subscription");
        page.locator("main form[action$='/pause'] button").click();
        page.locator("main form[action$='/resume']").waitFor();
        console.visit(page, "/alert-subscriptions");
        assertThat(page.locator("tr:has-text('console-pages')").textContent()).contains("Paused");
        page.navigate(console.url() + "/alert-subscriptions/console-pages/delete");
        submit(page);
        page.locator(".flash.good:has-text('is deleted')").waitFor();
    }

    private static void submit(Page page) {
        page.locator("main button.primary").click();
        page.waitForLoadState();
    }
}
