package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Prompts, the playground and datasets in the console, as the people who work with them.
class PromptsE2ET {

    private static final String TEAM = "retail-banking";
    private static final String PROMPT = "prompts-e2e";
    private static final String DATASET = "prompts-e2e-records";
    private static final String TARGET = "registry:support-assistant@1";

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User engineer;

    @BeforeAll
    static void open() {
        console = ConsoleBrowser.open(RunningStack.get());
        engineer = console.user(TEAM, "ml-engineer");
    }

    @Test
    void writesRendersComparesAndPromotesAPromptWithItsApproval() {
        ConsoleBrowser.User writer = console.user(TEAM, "prompt-engineer");
        ConsoleBrowser.User officer = console.user(TEAM, "compliance-officer");
        try (BrowserContext writers = console.newContext();
                BrowserContext officers = console.newContext()) {
            Page page = console.signIn(writers, writer);
            console.visit(page, "/prompts/new");
            page.locator("input[name=name]").fill("No Name");
            submit(page);
            assertThat(page.locator("#name-error").textContent()).contains("lowercase letters");
            page.locator("input[name=name]").fill(PROMPT);
            page.locator("select[name=team]").selectOption(TEAM);
            submit(page);
            page.waitForURL("**/versions/new");

            write(page, 0, "Answer customers of a bank.");
            write(page, 1, "{{ input");
            submit(page);
            assertThat(page.locator("#content-1-error").textContent()).contains("does not begin a placeholder");
            console.look(page, "console-prompt-version-error");
            write(page, 1, "{{input}}");
            submit(page);
            page.waitForURL("**/versions/1");
            page.locator("[id='value.input']").fill("Where is my card?");
            page.locator("#render button").click();
            assertThat(page.locator("#render .messages").textContent()).contains("Where is my card?");
            console.look(page, "console-prompt-version");

            console.visit(page, "/prompts/" + PROMPT + "/versions/new");
            write(page, 0, "Answer customers of a bank.\nBe brief.");
            page.locator("button[value=add]").click();
            write(page, 2, "Gladly.");
            assertThat(page.locator("[name='messages[2].role']").inputValue()).isEqualTo("assistant");
            page.locator("button[value=remove-2]").click();
            page.waitForCondition(
                    () -> page.locator("[name='messages[2].role']").count() == 0);
            submit(page);
            page.waitForURL("**/versions/2");
            console.visit(page, "/prompts/" + PROMPT + "/diff?from=1&to=2");
            assertThat(page.locator("ins").allTextContents()).containsExactly("Be brief.");
            assertThat(page.locator("del").count()).isZero();

            promote(page, 2, "Promote version 2");
            assertThat(flash(page)).contains("A gate must pass first");
            passAGate(2);
            promote(page, 2, "Promote version 2");
            assertThat(flash(page)).contains("Approval required");
            String approval = page.locator(".flash a").getAttribute("href");
            Page deciding = console.signIn(officers, officer);
            console.visit(deciding, approval);
            deciding.locator("button[value=APPROVE]").click();
            deciding.waitForSelector(".flash.good");
            promote(page, 2, "Promote version 2");
            assertThat(flash(page)).contains(PROMPT + "@2 is in production");

            page.navigate(console.url() + "/prompts/" + PROMPT);
            page.locator("#alias").fill("next");
            page.locator("form[action$='/aliases'] button").click();
            assertThat(flash(page)).contains("The alias next now points to version 2");
            for (String tab : List.of("", "/versions", "/gates", "/approvals", "/history")) {
                console.visit(page, "/prompts/" + PROMPT + tab);
            }
            assertThat(page.locator("main tbody").textContent()).contains("production", "next", writer.name());
            page.navigate(console.url() + "/prompts/" + PROMPT + "/aliases/next/remove");
            console.look(page, "console-prompt-alias-remove");
            submit(page);
            assertThat(flash(page)).contains("The alias next is removed");
            console.visit(page, "/prompts?stage=production&q=" + PROMPT);
            assertThat(page.locator("tbody").textContent()).contains("Version 2");
            console.visit(page, "/search?q=" + PROMPT);
            assertThat(page.locator("tbody").textContent()).contains("Prompt");
        }
    }

    @Test
    void runsVariantsSideBySideAndSavesWhatIsGood() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, console.user(TEAM, "prompt-engineer"));
            console.visit(page, "/playground?prompt=support-answer@1");
            fillPlayground(page);
            page.locator("[name='variants[1].prompt']").fill("support-answer@1");
            page.locator("[data-run]").click();
            page.waitForSelector("[data-variant='1'] dd");
            page.waitForSelector("[data-variant='0'] dd");
            for (int variant : new int[] {0, 1}) {
                assertThat(result(page, variant).textContent())
                        .contains("Cost", "$0.", "Latency", "First token", "Tokens", "Guards", "pii: redact 1");
            }
            assertThat(result(page, 2).locator("[data-part=problem]").textContent())
                    .contains("no such model");
            console.look(page, "console-playground");

            String answer = result(page, 0).locator("[data-part=text]").textContent();
            page.locator("#dataset").selectOption("golden-support");
            page.locator("[aria-label='Save as a record, variant 1']").click();
            assertThat(page.locator("h1").textContent()).contains("Add a record to golden-support");
            assertThat(page.locator("#references").inputValue()).isEqualTo(answer);
            assertThat(page.locator("#input").inputValue()).startsWith("I lost my card.");
            console.look(page, "console-playground-record");

            console.visit(page, "/playground?prompt=support-answer@1");
            fillPlayground(page);
            page.locator("[data-run]").click();
            page.waitForSelector("[data-variant='1'] dd");
            page.locator("[aria-label='Save as a version, variant 2']").click();
            assertThat(page.locator("h1").textContent()).contains("New version of support-answer");
            assertThat(page.locator("#parameters").inputValue()).contains("\"temperature\" : 0.7");
        }
    }

    @Test
    void runsVariantsWithoutJavaScript() {
        try (BrowserContext context = console.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = console.signIn(context, engineer);
            page.navigate(console.url() + "/playground?prompt=support-answer@1");
            page.locator("[data-run]").click();
            assertThat(page.locator("main").textContent()).contains("input is required");
            fillPlayground(page);
            page.locator("[name='variants[0].prompt']").fill("support-answer@99");
            page.locator("[data-run]").click();
            assertThat(page.locator("main").textContent()).contains("Prompt version must be NAME@VERSION");
            page.locator("[name='variants[0].prompt']").fill("");
            page.locator("[data-run]").click();
            assertThat(result(page, 1).textContent()).contains("$0.", "pii: redact 1");
            assertThat(result(page, 2).textContent()).contains("no such model");
        }
    }

    @Test
    void uploadsSearchesAndExtendsADataset() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/datasets/new");
            page.locator("input[name=name]").fill(DATASET);
            page.locator("select[name=team]").selectOption(TEAM);
            submit(page);
            page.waitForURL("**/upload");
            upload(page, "{\"input\": \"q\"}\nnot json\n");
            assertThat(page.locator(".faults tbody tr").allTextContents())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("1", "references", "is required"),
                            second -> assertThat(second).contains("2", "is not a well-formed JSON object"));
            console.look(page, "console-dataset-upload-error");
            upload(page, """
                    {"id": "a", "input": "Where is my card?", "references": ["In the app."], "slice": "cards"}
                    {"id": "b", "input": "Write to anna.smith@example.com", "references": []}
                    """);
            page.waitForURL("**/records?version=1");
            assertThat(flash(page)).contains("Version 1 has 2 records", "One finding");

            console.visit(page, "/datasets/" + DATASET + "/records?version=1&q=CARD");
            assertThat(page.locator("tbody th").allTextContents()).containsExactly("a");
            console.visit(page, "/datasets/" + DATASET + "/records/new");
            page.locator("#input").fill("What does it cost?");
            page.locator("#references").fill("Nothing.\n---\nIt is free.");
            page.locator("#id").fill("a");
            submit(page);
            assertThat(page.locator("#id-error").textContent()).contains("duplicates");
            page.locator("#id").fill("c");
            submit(page);
            page.waitForURL("**/records?version=2");
            assertThat(page.locator("tbody th").allTextContents()).containsExactly("a", "b", "c");
            assertThat(page.locator("tbody tr").last().textContent()).contains("Nothing.", "It is free.");
            for (String path : List.of(
                    "/datasets",
                    "/datasets/" + DATASET,
                    "/datasets/" + DATASET + "/suites",
                    "/datasets/" + DATASET + "/upload",
                    "/datasets/golden-support/records")) {
                console.visit(page, path);
            }
            console.visit(page, "/datasets/golden-support/suites");
            assertThat(page.locator("tbody").textContent()).contains("support-quality");
            console.visit(page, "/datasets/golden-support");
            assertThat(page.locator("tbody").textContent()).contains("support-quality", "findings");
            page.navigate(console.url() + "/search?q=" + DATASET);
            assertThat(page.locator("tbody").textContent()).contains("Dataset");
        }
    }

    @Test
    void offersNothingToChangeToAnAuditor() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, console.user(TEAM, "auditor"));
            for (String path : List.of("/prompts/support-answer/versions", "/datasets/golden-support")) {
                page.navigate(console.url() + path);
                assertThat(page.locator("main tbody tr").count()).isPositive();
                assertThat(page.locator("main .button").allTextContents()).isEmpty();
            }
            page.navigate(console.url() + "/playground");
            assertThat(page.locator("main").textContent()).contains("inference:call");
        }
    }

    private static void fillPlayground(Page page) {
        page.locator("[id='value.input']").fill("I lost my card. Write to anna.smith@example.com");
        page.locator("[id='variants.0.target']").fill(TARGET);
        page.locator("button[value=variant]").click();
        page.locator("[id='variants.1.temperature']").fill("0.7");
        page.locator("button[value=variant]").click();
        page.locator("[id='variants.2.target']").fill("no-such-route");
    }

    private static Locator result(Page page, int variant) {
        return page.locator("[data-variant='" + variant + "']");
    }

    private static void write(Page page, int message, String text) {
        page.locator("[name='messages[" + message + "].content']").fill(text);
    }

    private static void upload(Page page, String lines) {
        page.locator("#file")
                .setInputFiles(
                        new FilePayload("records.jsonl", "application/jsonl", lines.getBytes(StandardCharsets.UTF_8)));
        submit(page);
    }

    private static void submit(Page page) {
        page.locator("main button.primary").last().click();
    }

    @Test
    void optimisesAPromptWithoutPromotingIt() {
        Caller.of(RunningStack.get(), TEAM, "prompt-engineer")
                .knownTo("registry", "/api/v1/prompts")
                .post(
                        "registry",
                        "/api/v1/prompts/console-optimised/versions",
                        Map.of(
                                "messages",
                                List.of(
                                        Map.of("role", "system", "content", "You help customers. Be kind."),
                                        Map.of("role", "user", "content", "{{input}}")),
                                "variables",
                                Map.of("type", "object", "properties", Map.of("input", Map.of("type", "string")))))
                .expect(201);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/optimisations");
            console.visit(page, "/optimisations/new?prompt=console-optimised@1");
            page.locator("input[name=model]").fill("support-assistant");
            page.locator("select[name=suite]").selectOption("support-quality");
            submit(page);
            assertThat(page.locator("#model-error").textContent()).contains("NAME@VERSION");
            page.locator("input[name=model]").fill("support-assistant@1");
            page.locator("select[name=strategy]").selectOption("INSTRUCTIONS");
            page.locator("input[name=candidates]").fill("2");
            page.locator("input[name=saved]").fill("1");
            submit(page);
            page.waitForURL(address -> address.matches(".*/optimisations/[0-9a-f-]{36}"));
            page.waitForSelector(".answer:has-text('Done.')", new Page.WaitForSelectorOptions().setTimeout(60_000));
            assertThat(page.locator("main").textContent())
                    .contains("Original", "Held-out score", "Differences to the original", "held out");
            page.locator("details summary").first().click();
            console.look(page, "console-optimisation");
            console.visit(page, "/optimisations");
            assertThat(page.locator("tbody").textContent()).contains("console-optimised@1", "Done");
        }
    }

    private static String flash(Page page) {
        return page.locator(".flash").textContent();
    }

    private static void promote(Page page, int version, String button) {
        page.navigate(console.url() + "/prompts/" + PROMPT + "/versions");
        page.locator("a[aria-label='" + button + "']").click();
        page.waitForURL("**/versions/" + version + "/transition?to=PRODUCTION");
        submit(page);
        page.waitForURL("**/versions");
    }

    private static void passAGate(int version) {
        Caller.of(RunningStack.get(), TEAM, "ci-pipeline")
                .knownTo("eval", "/api/v1/gates")
                .post(
                        "eval",
                        "/api/v1/gates?wait=120",
                        Map.of(
                                "suite",
                                "support-quality",
                                "candidate",
                                Map.of("prompt", PROMPT, "version", version, "model", "support-assistant@1")))
                .expect(202);
    }
}
