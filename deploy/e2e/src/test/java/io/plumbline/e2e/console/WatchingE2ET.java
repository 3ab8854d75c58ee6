package io.plumbline.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.plumbline.e2e.ConsoleBrowser;
import io.plumbline.e2e.RunningStack;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages that watch routes, as an engineer: quality, monitors, objectives, alerts, costs and drift.
class WatchingE2ET {

    private static final String TEAM = "retail-banking";
    private static final String MODEL = "support-assistant";

    private static RunningStack stack;
    private static ConsoleBrowser console;
    private static ConsoleBrowser.User engineer;

    @BeforeAll
    static void open() {
        stack = RunningStack.get();
        console = ConsoleBrowser.open(stack);
        engineer = console.user(TEAM, "ml-engineer");
    }

    @AfterAll
    static void close() {
        console.close();
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
            console.visit(page, "/alerts?source=SLO");
            page.locator("main table a[href^='/alerts/']").first().click();
            page.waitForURL("**/alerts/*-*");
            assertThat(page.locator("main").textContent())
                    .contains("Firing.", "error budget", "console-latency", "Figures at its start");
            console.look(page, "console-alert");
            console.visit(page, "/costs");
            assertThat(page.locator("main").textContent()).contains("Why the cost changed", "This month");
            console.visit(page, "/drift/new?route=support");
            page.locator("input[name=name]").fill("console-drift");
            submit(page);
            page.waitForURL("**/drift/console-drift");
            console.look(page, "console-drift");
            console.visit(page, "/drift");
            assertThat(page.locator("tr:has-text('console-drift')").textContent())
                    .contains("support", "inputs");
            page.navigate(console.url() + "/slos/console-latency/delete");
            submit(page);
            page.waitForURL("**/slos");
        }
    }

    private static void submit(Page page) {
        page.locator("main button.primary").click();
        page.waitForLoadState();
    }
}
