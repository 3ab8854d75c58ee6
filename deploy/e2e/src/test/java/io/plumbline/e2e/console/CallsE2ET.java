package io.plumbline.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
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

/// Calls, guards and the inventory in the console, as an engineer and a compliance officer.
class CallsE2ET {

    private static final String TEAM = "retail-banking";
    private static final String ROUTE = "console-calls";
    private static final String DATASET = "console-calls";
    private static final String ADDRESS = "jo.smith@example.org";

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User engineer;
    private static ConsoleBrowser.User officer;
    private static String call;

    @BeforeAll
    static void open() {
        RunningStack stack = RunningStack.get();
        console = ConsoleBrowser.open(stack);
        engineer = console.user(TEAM, "ml-engineer");
        officer = console.user(TEAM, "compliance-officer");
        Map<String, ?> target = Map.of("provider", "simulator", "model", "sim-console-calls");
        Caller.admin(stack)
                .put(
                        "gateway",
                        "/api/v1/routes/" + ROUTE,
                        Map.of(
                                "team",
                                TEAM,
                                "environment",
                                "DEVELOPMENT",
                                "variants",
                                List.of(Map.of("name", "only", "target", target, "weight", 1))))
                .expect(201);
        Caller application = Caller.of(stack, TEAM, "application");
        Map<String, ?> question = Map.of(
                "model",
                ROUTE,
                "messages",
                List.of(Map.of("role", "user", "content", "Write to " + ADDRESS + " about the fees.")));
        await("the route is known to the gateway")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    Caller.Answer answer = application.post("gateway", "/v1/chat/completions", question);
                    call = answer.status() == 200 ? answer.header("x-plumbline-call-id") : "";
                    return answer.status() == 200;
                });
        Caller.of(stack, TEAM, "ml-engineer")
                .knownTo("registry", "/api/v1/datasets")
                .upload(DATASET, TEAM, List.of("{\"input\": \"a\", \"references\": [\"b\"]}"));
        Caller reader = Caller.of(stack, TEAM, "ml-engineer");
        await("the call is listed")
                .atMost(Duration.ofSeconds(60))
                .until(() -> reader.get("monitoring", "/api/v1/calls/" + call).status() == 200);
    }

    @Test
    void findsACallAndShowsItsContentForAPurpose() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/calls?route=" + ROUTE + "&category=pii&sort=-latency");
            assertThat(page.locator("table.list").textContent()).contains(ROUTE, "simulator/sim-console-calls", "pii");
            assertThat(page.locator(".figures-row").textContent()).contains("p95", "Cost");
            assertThat(page.locator(".time-chart").count()).isEqualTo(2);
            page.waitForSelector(".plot-canvas canvas");
            page.locator(".plot-canvas .u-over")
                    .first()
                    .hover(new Locator.HoverOptions()
                            .setPosition(page.locator(".plot-canvas").first().boundingBox().width - 12, 60));
            assertThat(page.locator(".keys").first().textContent()).containsPattern("answered or refused: [1-9]");
            assertThat(page.locator(".keys").last().textContent())
                    .as("charts of a page show the same time")
                    .containsPattern("p95: [1-9][0-9,]* ms");
            APIResponse csv = context.request().get(console.url() + "/calls.csv?route=" + ROUTE);
            assertThat(csv.text()).startsWith("callId,").contains(call);
            page.navigate(console.url() + "/calls?minCostUsd=much");
            assertThat(page.locator(".alert").textContent()).contains("minCostUsd");
            console.visit(page, "/calls?route=nothing-calls-this");
            assertThat(page.locator(".empty").textContent()).contains("No call matches");

            console.visit(page, "/search?q=" + call.substring(0, 13));
            page.locator("a[href='/calls/" + call + "']").click();
            page.waitForURL("**/calls/" + call);
            assertThat(page.locator(".path").textContent()).contains("Limits", "Guards, input", "Provider", "redact");
            assertThat(page.locator(".bars").textContent()).contains("Whole call", "sim-console-calls", "ms");
            console.look(page, "console-call");
            page.setViewportSize(390, 900);
            assertThat(page.locator(".bars th").first().boundingBox().height)
                    .as("the label of a bar stays on a line")
                    .isLessThan(40);
            page.setViewportSize(1280, 900);

            submit(page, "Show the content");
            assertThat(page.locator("#purpose-error").textContent()).contains("is required");
            page.locator("input[name=purpose]").fill("Look into a complaint");
            submit(page, "Show the content");
            assertThat(page.locator(".conversation").textContent())
                    .contains("EMAIL_ADDRESS", "about the fees", "Look into a complaint")
                    .doesNotContain(ADDRESS);
            console.look(page, "console-call-content");
            page.navigate(console.url() + "/calls/" + call);
            assertThat(page.locator(".conversation").count()).isZero();

            submit(page, "Give feedback");
            assertThat(page.locator("#thumbs-error").textContent()).contains("is required");
            page.locator("input[value=DOWN]").check();
            page.locator("textarea[name=correction]").fill("The account is free.");
            submit(page, "Give feedback");
            page.waitForSelector(".flash.good");
            page.waitForLoadState();
            assertThat(page.locator("main").textContent()).contains("The account is free.");

            page.locator("select[name=dataset]").selectOption(DATASET);
            submit(page, "Add to dataset");
            assertThat(page.locator("textarea[name=input]").inputValue()).contains("about the fees");
            assertThat(page.locator("textarea[name=references]").inputValue()).isEqualTo("The account is free.");
            page.locator("main button.primary").click();
            page.waitForSelector(".flash.good");
            console.visit(page, "/datasets/" + DATASET + "/records");
            assertThat(page.locator("main").textContent()).contains("The account is free.");
        }
    }

    @Test
    void makesADatasetOfFeedbackWithConsent() {
        Caller.of(RunningStack.get(), TEAM, "ml-engineer")
                .knownTo("monitoring", "/api/v1/calls")
                .post(
                        "monitoring",
                        "/api/v1/feedback",
                        Map.of(
                                "callId",
                                call,
                                "score",
                                0.25,
                                "correction",
                                "There are no fees, says " + ADDRESS,
                                "trainingConsent",
                                true))
                .expect(201);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/feedback?route=" + ROUTE);
            assertThat(page.locator("main").textContent())
                    .contains("Satisfied (CSAT)", "There are no fees", "Allowed", "25 of 100")
                    .doesNotContain(ADDRESS);
            console.look(page, "console-feedback");
            console.visit(page, "/feedback?minScore=high");
            assertThat(page.locator(".alert").count()).isOne();
            console.visit(page, "/feedback?route=" + ROUTE);
            page.locator("a:text-is('Make a dataset')").click();
            page.waitForURL("**/preferences/new?route=" + ROUTE);
            submit(page, "Make");
            assertThat(page.locator("#dataset-error").textContent()).contains("lowercase letters");
            page.locator("input[name=dataset]").fill("console-preferences");
            submit(page, "Make");
            page.waitForURL("**/preferences");
            assertThat(page.locator("tr:has-text('console-preferences@1')").textContent())
                    .contains("route " + ROUTE, "TRL DPO");
            console.visit(page, "/preferences/new");
            page.locator("input[name=dataset]").fill("console-preferences");
            page.locator("input[name=plan]").fill("console-plan");
            submit(page, "Make");
            page.waitForSelector("tr:has-text('console-plan')");
            console.look(page, "console-preferences");
            page.locator("a[aria-label='Delete console-plan']").click();
            page.waitForURL("**/delete");
            submit(page, "Delete");
            page.waitForSelector(".flash.good");
            console.visit(page, "/datasets/console-preferences/records");
            assertThat(page.locator("main").textContent())
                    .contains("There are no fees")
                    .doesNotContain(ADDRESS);
        }
    }

    @Test
    void showsProductionAndWhatIsNotRegistered() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, officer);
            console.visit(page, "/");
            assertThat(page.locator(".health .time-chart figcaption strong").allTextContents())
                    .containsExactly("Calls", "Error rate", "Latency", "Cost");
            console.visit(page, "/inventory");
            Locator served =
                    page.locator("tr:has(a[href='/models/support-assistant'])").first();
            assertThat(served.textContent()).contains("Served", TEAM);
            console.visit(page, "/inventory?state=UNREGISTERED&sort=calls");
            assertThat(page.locator("table.list").textContent())
                    .contains("simulator/sim-console-calls", "Unregistered");
            APIResponse csv = context.request().get(console.url() + "/inventory.csv?state=UNREGISTERED");
            assertThat(csv.text()).startsWith("state,team").contains("simulator/sim-console-calls");
            console.visit(page, "/lineage");
            console.visit(page, "/models/support-assistant/versions");
            page.locator("a[href^='/lineage?of=model']").first().click();
            page.waitForURL("**/lineage?of=model**");
            console.look(page, "console-lineage-of-a-model");
            assertThat(page.locator(".lineage svg .current text").allTextContents())
                    .first()
                    .asString()
                    .isEqualTo("Model");
            assertThat(page.locator("table.list").textContent()).contains("evaluates support-assistant@");
        }
    }

    @Test
    void marksCallsThatBypassTheGateway() {
        RunningStack stack = RunningStack.get();
        Caller sender = Caller.of(stack, TEAM, "telemetry-writer");
        Map<String, ?> trace = Map.of(
                "resourceSpans",
                List.of(Map.of(
                        "resource", Map.of("attributes", List.of(attribute("service.name", "console-bypass"))),
                        "scopeSpans",
                                List.of(Map.of(
                                        "spans",
                                        List.of(Map.of(
                                                "traceId",
                                                "0af7651916cd43dd8448eb211c80319c",
                                                "spanId",
                                                "b7ad6b7169203331",
                                                "startTimeUnixNano",
                                                System.currentTimeMillis() + "000000",
                                                "endTimeUnixNano",
                                                System.currentTimeMillis() + 800 + "000000",
                                                "attributes",
                                                List.of(
                                                        attribute("gen_ai.operation.name", "chat"),
                                                        attribute("gen_ai.provider.name", "openai"),
                                                        attribute("gen_ai.request.model", "gpt-4o-mini")))))))));
        await("the key is known to monitoring")
                .atMost(Duration.ofSeconds(30))
                .until(() -> sender.post("monitoring", "/v1/traces", trace).status() == 200);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/calls?source=OTLP&service=console-bypass");
            assertThat(page.locator("table.list").textContent()).contains("Unguarded", "openai/gpt-4o-mini");
            page.locator("table.list tbody a").first().click();
            page.waitForURL("**/calls/*");
            console.look(page, "console-call-unguarded");
            assertThat(page.locator("main").textContent())
                    .contains("Unguarded call of console-bypass", "No guard inspected this call", "no tokens")
                    .doesNotContain("Event and proof");
            console.visit(page, "/inventory?state=UNREGISTERED&q=console-bypass");
            assertThat(page.locator("table.list").textContent()).contains("openai/gpt-4o-mini", "Unguarded");
            console.visit(page, "/unguarded?service=console-bypass");
            assertThat(page.locator("table.list").textContent()).contains("openai/gpt-4o-mini", "Traces");
            console.visit(page, "/costs");
            assertThat(page.locator("main").textContent()).contains("Bypasses the gateway");
        }
    }

    private static Map<String, ?> attribute(String key, String value) {
        return Map.of("key", key, "value", Map.of("stringValue", value));
    }

    @Test
    void showsWhatGuardsDoToATextAndWhy() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            await("the activity is counted").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                page.navigate(console.url() + "/guards?by=ROUTE");
                assertThat(page.locator("main").textContent()).contains(ROUTE);
            });
            console.visit(page, "/guards?by=ROUTE");
            console.visit(page, "/guards/try?policy=standard&policy=strict");
            page.locator("main button.primary").click();
            assertThat(page.locator("#text-error").textContent()).contains("is required");
            page.locator("textarea[name=text]").fill("My address is " + ADDRESS + ".");
            page.locator("main button.primary").click();
            page.locator(".outcomes .card h2").nth(1).waitFor();
            assertThat(page.locator(".outcomes .card h2").allTextContents().toString())
                    .contains("standard", "strict");
            assertThat(page.locator(".outcomes mark").first().textContent()).isEqualTo(ADDRESS);
            assertThat(page.locator(".outcomes .after").first().textContent()).contains("EMAIL_ADDRESS");
            console.look(page, "console-guards-try");
            page.locator("textarea[name=text]").fill("[{\"role\": \"user\", \"content\": \"I am " + ADDRESS + "\"}]");
            page.locator("main button.primary").click();
            assertThat(page.locator(".outcomes").textContent()).contains("messages[0].content", "redact");
        }
    }

    @Test
    void editsAPolicyWithItsApprovalAndAComparison() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, officer);
            console.visit(page, "/policies");
            assertThat(page.locator("table").textContent()).contains("standard", "deterministic", "built in");
            console.visit(page, "/policies/standard");
            assertThat(page.locator(".matrix").textContent()).contains("prompt injection", "block from 0.75");
            console.visit(page, "/policies/standard/source");

            console.visit(page, "/policies/new");
            page.locator("input[name=name]").fill("standard");
            page.locator("main button.primary").click();
            assertThat(page.locator("#name-error").textContent()).contains("existing policy");
            page.locator("input[name=name]").fill("console-policy");
            page.locator("main button.primary").click();
            page.waitForURL("**/policies/console-policy/edit");
            page.locator("select[name='stages.input.toxicity.action']").selectOption("block");
            page.locator("input[name='stages.input.toxicity.threshold']").fill("7");
            page.locator("main button.primary").click();
            assertThat(page.locator(".faults").textContent()).contains("toxicity");
            console.look(page, "console-policy-edit-error");
            page.locator("input[name='stages.input.toxicity.threshold']").fill("0.7");
            page.locator("main button.primary").click();
            page.waitForURL("**/review");
            assertThat(page.locator("main").textContent()).contains("A new policy");
            submit(page, "Save the policy");
            page.waitForSelector(".flash.good");
            assertThat(page.locator(".matrix").textContent()).contains("toxicity");

            console.visit(page, "/policies/console-policy/edit/source");
            String source = page.locator("textarea[name=source]").inputValue();
            console.edit(page, "source", "{\n  \"stages\": [,\n}");
            page.locator("main button.primary").click();
            assertThat(page.locator("#source-error").textContent()).contains("line 2");
            console.edit(page, "source", "{\n  \"stages\": {\n    \"inputs\": {}\n  }\n}");
            page.locator("main button.primary").click();
            assertThat(page.locator(".faults").textContent()).contains("Line 3", "/stages/inputs");
            console.look(page, "console-policy-source-error");
            console.edit(page, "source", source.replace("\"timeoutMs\" : 2000", "\"timeoutMs\" : 1500"));
            page.locator("main button.primary").click();
            page.waitForURL("**/review");
            assertThat(page.locator("table ins").allTextContents()).contains("1500");
            page.locator("input[name=allCalls]").check();
            page.locator("button:has-text('Test on the calls')").click();
            assertThat(page.locator("#result").textContent()).contains("would have been decided differently");
            console.look(page, "console-policy-review");
            submit(page, "Save the policy");
            page.waitForSelector(".flash.good");
            console.visit(page, "/policies/console-policy/versions");
            page.locator("a:has-text('since version 1')").click();
            assertThat(page.locator("table del").allTextContents()).contains("2000");
            console.look(page, "console-policy-diff");

            page.navigate(console.url() + "/policies/standard/edit");
            page.locator("select[name='stages.input.secret.action']").selectOption("allow");
            page.locator("main button.primary").click();
            page.waitForURL("**/review");
            submit(page, "Save the policy");
            assertThat(page.locator(".alert").textContent()).contains("Approval required");
            submit(page, "Discard the draft");
            page.waitForSelector(".flash.good");
        }
    }

    private static void submit(Page page, String button) {
        page.locator("main button:text-is('" + button + "')").click();
    }
}
