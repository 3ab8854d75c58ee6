package io.plumbline.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.plumbline.e2e.ConsoleBrowser;
import io.plumbline.e2e.RunningStack;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages of traffic as an engineer, an administrator and an auditor: routes, providers, rollouts, usage, budgets,
/// rate limits and prices.
class TrafficE2ET {

    private static final String TEAM = "retail-banking";
    private static final String MODEL = "support-assistant";

    private static RunningStack stack;

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User engineer;
    private static ConsoleBrowser.User admin;

    @BeforeAll
    static void open() {
        stack = RunningStack.get();
        console = ConsoleBrowser.open(stack);
        engineer = console.user(TEAM, "ml-engineer");
        admin = console.user("platform", "platform-admin");
    }

    @Test
    void createsEditsAndDeletesARoute() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/routes/new");
            page.locator("input[name=name]").fill("console-route");
            page.locator("select[name=team]").selectOption(TEAM);
            page.locator("input[name=variantTarget]").first().fill(MODEL);
            submit(page);
            assertThat(page.locator("#variants-error").textContent()).contains("“" + MODEL + "” does not");
            console.look(page, "console-route-new-error");
            page.locator("input[name=variantTarget]").first().fill(MODEL + "@1");
            page.locator("textarea[name=fallbacks]").fill(MODEL + "@3");
            submit(page);
            assertThat(page.locator("h1").textContent()).isEqualTo("Create console-route?");
            assertThat(page.locator("main").textContent()).contains("can be saved now", "variants.0.target.version");
            console.look(page, "console-route-preview");
            submit(page);
            page.waitForURL("**/routes/console-route");
            assertThat(page.locator("main").textContent()).contains(MODEL + "@1", MODEL + "@3");

            console.visit(page, "/routes/console-route/edit");
            page.locator("input[name=retries]").fill("2");
            page.locator("input[name=requestsPerMinute]").fill("many");
            submit(page);
            assertThat(page.locator("#requestsPerMinute-error").textContent()).contains("whole numbers");
            page.locator("input[name=requestsPerMinute]").fill("600");
            submit(page);
            assertThat(page.locator("table del, table ins").allTextContents()).contains("0", "2", "600");
            submit(page);
            page.waitForURL("**/routes/console-route");
            assertThat(page.locator("main").textContent()).contains("600 requests a minute");

            console.visit(page, "/routes/console-route/source");
            console.edit(page, "document", "{");
            submit(page);
            assertThat(page.locator("#document-error").textContent()).contains("must be a JSON object");
            for (String tab : List.of("/traffic", "/health", "/history")) {
                console.visit(page, "/routes/console-route" + tab);
            }
            console.visit(page, "/routes/console-route/delete");
            submit(page);
            page.waitForURL("**/routes");
            assertThat(page.locator(".flash.good").textContent()).contains("console-route is deleted");
        }
    }

    @Test
    void saysWhatAProductionChangeNeedsBeforeItIsSaved() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/routes?q=support");
            assertThat(page.locator("tr:has(a[href='/routes/support'])").textContent())
                    .contains("Production", MODEL + "@production", "Healthy");
            console.visit(page, "/routes/support");
            assertThat(page.locator("main").textContent())
                    .contains("Requests", "Served configurations", "sha256:", "Gates of its versions");
            page.navigate(console.url() + "/routes/support/edit");
            page.locator("input[name=variantTarget]").first().fill(MODEL + "@2");
            submit(page);
            assertThat(page.locator(".alert").textContent()).contains("A gate must pass first");
            assertThat(page.locator(".notice a").getAttribute("href")).isEqualTo("/models/" + MODEL);
            console.look(page, "console-route-gate-required");

            page.navigate(console.url() + "/routes/support/source");
            Locator source = page.locator("textarea[name=document]");
            console.edit(
                    page,
                    "document",
                    source.inputValue().replaceFirst("\\{", "{\"hardening\": {\"before\": \"Be brief.\"},"));
            submit(page);
            assertThat(page.locator(".answer").textContent()).contains("needs one approval");
            assertThat(page.locator("main").textContent()).contains("hardening.before", "Be brief.");
            console.look(page, "console-route-approval-preview");
            submit(page);
            assertThat(page.locator(".alert").textContent()).contains("Approval required");
            assertThat(page.locator(".alert a").getAttribute("href")).startsWith("/approvals/");
            page.navigate(console.url() + "/routes/support");
            assertThat(page.locator("main").textContent()).doesNotContain("Text around the system prompt");
            assertThat(page.locator("a[href$='/break-glass']").count()).isZero();
        }
    }

    @Test
    void asksForAReasonBeforeTheRulesAreLifted() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, admin);
            page.navigate(console.url() + "/routes/support");
            page.locator("a[href$='/break-glass']").click();
            page.waitForURL("**/break-glass");
            submit(page);
            assertThat(page.locator("#reason-error").textContent()).contains("is required");
            console.look(page, "console-route-break-glass");
        }
    }

    @Test
    void testsAProvidersConnectionWithoutShowingItsCredential() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, admin);
            console.visit(page, "/providers/new");
            page.locator("input[name=name]").fill("console-provider");
            page.locator("input[name=baseUrl]").fill("ftp://nowhere");
            submit(page);
            assertThat(page.locator("#baseUrl-error, .alert").first().textContent())
                    .isNotBlank();
            page.locator("input[name=baseUrl]").fill(stack.url("simulator") + "/v1");
            page.locator("input[name=credential]").fill("sk-console-canary");
            page.locator("textarea[name=models]").fill("sim-console");
            submit(page);
            page.waitForURL("**/providers/console-provider");
            page.locator("form[action$='/test'] button").click();
            page.waitForURL("**/test");
            assertThat(page.locator(".answer").textContent()).contains("Answered", "HTTP 200");
            console.look(page, "console-provider-tested");

            console.visit(page, "/providers/console-provider/edit");
            assertThat(page.content()).doesNotContain("sk-console-canary");
            page.locator("input[name=baseUrl]").fill("http://127.0.0.1:9/v1");
            submit(page);
            assertThat(page.locator("#credential-error").textContent()).contains("is required");
            page.locator("input[name=credential]").fill("sk-console-canary");
            submit(page);
            page.waitForURL("**/providers/console-provider");
            page.locator("form[action$='/test'] button").click();
            page.waitForURL("**/test");
            assertThat(page.locator(".answer").textContent()).contains("Unreachable");

            console.visit(page, "/providers/simulator");
            assertThat(page.locator("main").textContent()).contains("support", MODEL + "@");
            console.visit(page, "/providers");
            console.visit(page, "/providers/console-provider/delete");
            submit(page);
            page.waitForURL("**/providers");
            assertThat(page.locator(".flash.good").textContent()).contains("is deleted");
        }
    }

    @Test
    void startsPausesAndAbortsARolloutAndShowsTheEvidenceOfOne() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            page.navigate(console.url() + "/routes/new");
            page.locator("input[name=name]").fill("console-canary");
            page.locator("select[name=team]").selectOption(TEAM);
            page.locator("input[name=variantTarget]").first().fill(MODEL + "@1");
            submit(page);
            submit(page);
            page.waitForURL("**/routes/console-canary");

            console.visit(page, "/rollouts/new?route=console-canary");
            page.locator("input[name=version]").fill("new");
            submit(page);
            assertThat(page.locator("#version-error").textContent()).contains("whole number");
            page.locator("input[name=version]").fill("3");
            page.locator("input#latencyP95").check();
            page.locator("input#dryRun").check();
            submit(page);
            page.waitForURL(address -> address.matches(".*/rollouts/[0-9a-f-]{36}"));
            assertThat(page.locator("main").textContent()).contains("Dry run: a rollback is recorded, not taken");
            page.locator("form[action$='/drill'] button").click();
            page.waitForSelector(".flash.good");
            assertThat(page.locator(".flash.good").textContent()).contains("A rollback would succeed");
            assertThat(page.locator("main").textContent()).contains("Rehearsals of a rollback", "Pass");
            console.look(page, "console-rollout-rehearsed");
            assertThat(page.locator("h1").textContent()).contains(MODEL + "@3", "console-canary");
            assertThat(page.locator(".answer").textContent()).containsAnyOf("Running", "Holding at its step");
            decide(page, "Pause", "The rollout is paused");
            assertThat(page.locator(".answer").textContent()).contains("Paused");
            decide(page, "Resume", "runs again");
            decide(page, "Advance", "has advanced");
            assertThat(page.locator("main").textContent()).contains("2 of 2, 50 % of the calls");
            page.navigate(console.url() + "/routes/console-canary");
            assertThat(page.locator(".notice").textContent()).contains("A rollout of " + MODEL + "@3");
            page.locator(".notice a").click();
            page.waitForURL("**/rollouts/*");
            decide(page, "Abort", "All calls return to the control");
            assertThat(page.locator(".answer").textContent()).contains("Aborted");
            console.look(page, "console-rollout-aborted");

            console.visit(page, "/rollouts?state=ROLLED_BACK");
            page.locator("tbody a[href^='/rollouts/']").first().click();
            page.waitForURL(address -> address.matches(".*/rollouts/[0-9a-f-]{36}"));
            assertThat(page.locator("main").textContent())
                    .contains("Rolled back", "Evidence", "evidence of harm", "Breach:", "Open the incident");
            assertThat(page.locator("svg.lines").count()).isEqualTo(2);
            console.look(page, "console-rollout-rolled-back");
            page.navigate(console.url() + "/routes/console-canary/delete");
            submit(page);
            page.waitForURL("**/routes");
        }
    }

    @Test
    void reportsUsageAndCost() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            for (String by : List.of("team", "route", "model", "key", "day")) {
                console.visit(page, "/usage?by=" + by);
            }
            console.visit(page, "/usage?by=route&period=30d");
            assertThat(page.locator(".tile").first().textContent()).contains("Month to date", "$");
            assertThat(page.locator("tr:has(a[href='/routes/support'])").textContent())
                    .contains("$", "%");
            assertThat(page.locator(".time-chart figcaption strong").allTextContents())
                    .containsExactly("Cost of each day", "Calls of each day");
            APIResponse csv = context.request()
                    .get(console.url() + page.locator("a[href^='/usage.csv']").getAttribute("href"));
            assertThat(csv.headers().get("content-disposition")).contains("usage-by-route");
            assertThat(csv.text()).startsWith("route,calls,").contains("\"support\",");
        }
    }

    @Test
    void keepsBudgetsLimitsAndPrices() {
        try (BrowserContext context = console.newContext();
                BrowserContext auditors = console.newContext()) {
            Page page = console.signIn(context, admin);
            console.visit(page, "/budgets/new");
            page.locator("input[name=name]").fill("console-budget");
            page.locator("input[name=amountUsd]").fill("lots");
            submit(page);
            assertThat(page.locator("#amountUsd-error").textContent()).contains("must be a number");
            page.locator("input[name=amountUsd]").fill("250.5");
            page.locator("select[name=scopeOfTeam]").selectOption(TEAM);
            submit(page);
            page.waitForURL("**/budgets/console-budget");
            assertThat(page.locator("main").textContent()).contains("$250.50 a month", "Team " + TEAM, "An alert");
            console.visit(page, "/budgets/console-budget/edit");
            page.locator("select[name=action]").selectOption("REJECT");
            submit(page);
            page.waitForURL("**/budgets/console-budget");
            assertThat(page.locator("main").textContent()).contains("budget_exceeded");
            console.visit(page, "/budgets/console-budget");
            console.visit(page, "/budgets");
            assertThat(page.locator("tr:has-text('console-budget')").textContent())
                    .contains("0 %");

            console.visit(page, "/limits/new");
            page.locator("input[name=name]").fill("console-limit");
            page.locator("input[name=requestsPerMinute]").fill("100000");
            page.locator("select[name=scopeOfTeam]").selectOption(TEAM);
            submit(page);
            page.waitForURL("**/limits");
            console.visit(page, "/limits");
            assertThat(page.locator("tr:has-text('console-limit')").textContent())
                    .contains(" of 100,000", "Team " + TEAM);

            console.visit(page, "/prices/new");
            page.locator("input[name=name]").fill("console-price");
            page.locator("input[name=model]").fill("console-none");
            submit(page);
            assertThat(page.locator(".alert").textContent()).contains("either discountPercent alone");
            page.locator("input[name=discountPercent]").fill("12.5");
            submit(page);
            page.waitForURL("**/prices");
            console.visit(page, "/prices");
            assertThat(page.locator("tr:has-text('console-price')").textContent())
                    .contains("12.5 %", "console-none");

            Page read = console.signIn(auditors, console.user("platform", "auditor"));
            for (String list : List.of("/routes", "/providers", "/rollouts", "/budgets", "/limits", "/prices")) {
                console.visit(read, list);
                assertThat(read.locator("main a.button.primary").count())
                        .as(list)
                        .isZero();
            }
            console.visit(read, "/routes/support/history");
            assertThat(read.locator("main").textContent()).contains("created the route");
            read.locator("main a[href^='/audit/']").first().click();
            read.waitForURL("**/audit/*");
            assertThat(read.locator("h1").count()).isOne();
            assertThat(read.locator("main").textContent()).contains("support");
            console.visit(read, "/search?q=console-budget");
            assertThat(read.locator("main").textContent()).contains("Budget");

            for (String thing : List.of("budgets/console-budget", "limits/console-limit", "prices/console-price")) {
                page.navigate(console.url() + "/" + thing + "/delete");
                submit(page);
                page.waitForSelector(".flash.good");
                assertThat(page.locator(".flash.good").textContent()).contains("is deleted");
            }
        }
    }

    /// Takes a decision and its confirmation.
    private static void decide(Page page, String decision, String done) {
        page.locator("main .title a:text-is('" + decision + "')").click();
        page.waitForURL("**/decide?to=*");
        page.locator("input[name=reason]").fill("Tested in a browser.");
        submit(page);
        page.waitForURL(address -> !address.contains("decide"));
        assertThat(page.locator(".flash.good").textContent()).contains(done);
    }

    private static void submit(Page page) {
        page.locator("main button.primary").click();
        page.waitForLoadState();
    }
}
