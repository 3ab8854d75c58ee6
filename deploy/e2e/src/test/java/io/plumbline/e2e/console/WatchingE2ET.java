package io.plumbline.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.plumbline.e2e.Caller;
import io.plumbline.e2e.ConsoleBrowser;
import io.plumbline.e2e.RunningStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages that watch routes, as an engineer: quality, monitors, objectives, costs and drift.
class WatchingE2ET {

    private static final String TEAM = "retail-banking";
    private static final String MODEL = "support-assistant";

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
    void watchesARouteWithAMonitor() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/quality");
            assertThat(page.locator("tr:has(a[href='/quality/support'])").textContent())
                    .contains("%", "ms", "$");
            console.visit(page, "/quality/support");
            assertThat(page.locator("main").textContent()).contains("Latency of answers", "By version", MODEL + "@");
            page.locator("a[href*='language=en']").click();
            page.waitForURL("**language=en");
            assertThat(page.locator("main").textContent()).contains("Only calls with input in English.", MODEL + "@");

            console.visit(page, "/monitors/new?route=support");
            page.locator("input[name=name]").fill("console-errors");
            page.locator("input[name=minutes]").fill("soon");
            submit(page);
            assertThat(page.locator("#minutes-error").textContent()).contains("whole number");
            page.locator("input[name=minutes]").fill("1");
            page.locator("input[name=minCalls]").fill("10");
            submit(page);
            page.waitForURL("**/monitors/console-errors");
            assertThat(page.locator("main").textContent()).contains("Error rate of support", "CUSUM", "None.");
            await("an observation")
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> {
                        page.reload();
                        return page.locator(".time-chart").count() == 2;
                    });
            console.look(page, "console-monitor");
            console.visit(page, "/monitors/console-errors/edit");
            page.locator("select[name=detector]").selectOption("EWMA");
            submit(page);
            page.waitForURL("**/monitors/console-errors");
            assertThat(page.locator("main").textContent()).contains("EWMA");
            console.visit(page, "/monitors");
            assertThat(page.locator("tr:has-text('console-errors')").textContent())
                    .contains("support", "Error rate");
            page.navigate(console.url() + "/monitors/console-errors/delete");
            submit(page);
            page.waitForURL("**/monitors");
            assertThat(page.locator(".flash.good").textContent()).contains("is deleted");
        }
    }

    @Test
    void seesAllRoutesComparesVersionsAndCountsTheReturn() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/overview");
            assertThat(page.locator("tr:has(a[href='/quality/support'])").textContent())
                    .contains("%", "ms", "$");
            assertThat(page.locator("tr:has(a[href='/quality/support']) .small-chart rect")
                            .count())
                    .isPositive();
            page.navigate(console.url() + "/quality/support");
            page.locator("text=Compare versions").click();
            page.waitForURL("**/quality/support/comparison");
            assertThat(page.locator("main").textContent()).contains("Failed calls", MODEL + "@", "Cost per call");
            console.look(page, "console-comparison");
            console.visit(page, "/roi");
            assertThat(page.locator("tr:has(th:text-is('Return on the platform\\'s cost'))")
                            .textContent())
                    .contains("unknown", "Set platformCostUsd.");
            page.locator("input[name=platformCostUsd]").fill("100");
            page.locator("main form button").click();
            page.waitForURL("**/roi?**platformCostUsd=100**");
            assertThat(page.locator("main").textContent()).contains("Cost of the platform in the period (USD): $3");
            assertThat(page.request()
                            .get(console.url() + "/roi/export?platformCostUsd=100")
                            .text())
                    .contains("TIME_TO_PRODUCTION,HOURS,");
        }
    }

    @Test
    void watchesTheErrorBudgetOfARoute() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/slos/new?route=support");
            page.locator("input[name=name]").fill("console-latency");
            page.locator("select[name=indicator]").selectOption("LATENCY");
            page.locator("input[name=target]").fill("99.9");
            submit(page);
            assertThat(page.locator(".alert").textContent()).contains("needs thresholdMs");
            page.locator("input[name=thresholdMs]").fill("1");
            submit(page);
            page.waitForURL("**/slos/console-latency");
            await("its state").pollInSameThread().until(() -> {
                page.reload();
                return page.locator(".answer.bad").count() == 1;
            });
            assertThat(page.locator("main").textContent())
                    .contains("99.9 % of the calls take at most 1 ms", "1 hour and 5 minutes", "14.4×");
            console.look(page, "console-objective");
            console.visit(page, "/slos");
            assertThat(page.locator("tr:has-text('console-latency')").textContent())
                    .contains("support", "over 30 days");
            page.navigate(console.url() + "/slos/console-latency/delete");
            submit(page);
            page.waitForURL("**/slos");
        }
    }

    @Test
    void explainsCostsAndWatchesTheDriftOfARoute() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/costs");
            assertThat(page.locator("main").textContent())
                    .contains("Why the cost changed", "Repeated calls", "This month");
            console.visit(page, "/drift/new?route=support");
            page.locator("input[name=name]").fill("console-drift");
            submit(page);
            page.waitForURL("**/drift/console-drift");
            assertThat(page.locator("main").textContent()).contains("inputs of support", "Past calls");
            page.navigate(console.url() + "/drift/console-drift/edit");
            page.locator("select[name=against]").selectOption("DATASET");
            submit(page);
            assertThat(page.locator("#dataset-error").textContent()).contains("is required");
            page.locator("select[name=against]").selectOption("PREVIOUS_VERSION");
            page.locator("select[name=text]").selectOption("FEEDBACK");
            submit(page);
            page.waitForURL("**/drift/console-drift");
            assertThat(page.locator("main").textContent())
                    .contains("comments of feedback of support", "Calls of the previous version");
            console.look(page, "console-drift");
            console.visit(page, "/drift");
            assertThat(page.locator("tr:has-text('console-drift')").textContent())
                    .contains("support", "comments of feedback", "previous version");
        }
    }

    @Test
    void showsTheScoresOfLiveCalls() {
        Caller admin = Caller.admin(stack);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            createsAnOnlineEvaluation(page);
            Caller application = Caller.of(stack, TEAM, "application");
            await("a scored call")
                    .pollInSameThread()
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        application.post(
                                "gateway",
                                "/v1/chat/completions",
                                Map.of(
                                        "model",
                                        "support",
                                        "messages",
                                        List.of(Map.of("role", "user", "content", "How do I reset my card PIN?"))));
                        return admin.get("eval", "/api/v1/online-evaluations/console-live")
                                        .body()
                                        .path("status")
                                        .path("scored")
                                        .asInt()
                                > 0;
                    });
            console.visit(page, "/online-evaluations");
            assertThat(page.locator("tr:has-text('console-live')").textContent())
                    .contains("support", "answered");
            console.visit(page, "/online-evaluations/console-live");
            assertThat(page.locator("main").textContent()).contains("Running.", "Scores by version", MODEL + "@");
            console.look(page, "console-online-evaluation");
            page.locator("main a[href$='/edit']").click();
            page.locator("input[name=perHour]").fill("20");
            submit(page);
            page.waitForURL("**/online-evaluations/console-live");
            assertThat(page.locator("main").textContent()).contains("at most 20 an hour");
            page.navigate(console.url() + "/online-evaluations/console-live/delete");
            submit(page);
            page.waitForURL("**/online-evaluations");
            assertThat(page.locator(".flash.good").textContent()).contains("is deleted");
        }
    }

    private static void createsAnOnlineEvaluation(Page page) {
        console.visit(page, "/online-evaluations/new?route=support");
        page.locator("input[name=name]").fill("console-live");
        page.locator("input[name=share]").fill("200");
        page.locator("select[name=consent]").selectOption("NOT_REQUIRED");
        submit(page);
        page.locator("#share-error").waitFor();
        page.locator("input[name=share]").fill("100");
        page.locator("textarea[name=judges]").fill("no-such-judge");
        submit(page);
        page.locator("#costPerDayUsd-error").waitFor();
        page.locator("input[name=costPerDayUsd]").fill("1");
        submit(page);
        page.locator("#judges-error:has-text('(entry 1) must be a judge')").waitFor();
        console.look(page, "console-online-evaluation-form");
        page.locator("textarea[name=judges]").fill("");
        page.locator("input[name=costPerDayUsd]").fill("");
        submit(page);
        page.waitForURL("**/online-evaluations/console-live");
    }

    private static void submit(Page page) {
        page.locator("main button.primary").click();
        page.waitForLoadState();
    }
}
