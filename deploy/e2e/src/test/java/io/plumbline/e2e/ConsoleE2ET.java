package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The console's foundation in a real Chromium, as an engineer and as an approver: signing in and out, registering
/// and promoting a model with the approval in between.
class ConsoleE2ET {

    private static final String MODEL = "console-e2e";

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User engineer;
    private static ConsoleBrowser.User officer;

    @BeforeAll
    static void open() {
        console = ConsoleBrowser.open(RunningStack.get());
        engineer = console.user("retail-banking", "ml-engineer");
        officer = console.user("retail-banking", "compliance-officer");
    }

    @Test
    void closesEveryPageInEveryBrowserAfterSigningOut() {
        try (BrowserContext first = console.newContext();
                BrowserContext second = console.newContext()) {
            Page here = console.signIn(first, engineer);
            Page there = console.signIn(second, engineer);
            console.visit(there, "/models");
            assertThat(there.locator("h1").textContent()).isEqualTo("Models");
            here.locator("form[action='/sign-out'] button").click();
            here.waitForURL("**/signed-out");
            console.look(here, "console-signed-out");
            for (Page page : List.of(here, there)) {
                for (String path : List.of("/", "/models", "/models/support-assistant/versions", "/search?q=a")) {
                    page.navigate(console.url() + path);
                    assertThat(page.url()).as(path).contains("/login");
                }
            }
        }
    }

    @Test
    void registersAndPromotesAModelWithItsApproval() {
        try (BrowserContext engineers = console.newContext();
                BrowserContext officers = console.newContext()) {
            Page page = console.signIn(engineers, engineer);
            console.visit(page, "/models/new");
            page.locator("input[name=name]").fill("No Name");
            page.locator("main button.primary").click();
            assertThat(page.locator("#name-error").textContent()).contains("lowercase letters");
            console.look(page, "console-model-new-error");
            page.locator("input[name=name]").fill(MODEL);
            page.locator("select[name=team]").selectOption("retail-banking");
            page.locator("main button.primary").click();
            page.waitForURL("**/models/" + MODEL);
            assertThat(page.locator("[role=status]").first().textContent()).contains("Model registered");
            console.visit(page, "/models/" + MODEL + "/versions/new");
            page.locator("input[name=provider]").fill("simulator");
            page.locator("input[name=upstreamModel]").fill("sim-console");
            console.edit(page, "parameters", "[1]");
            page.locator("main button.primary").click();
            assertThat(page.locator("#parameters-error").textContent()).contains("must be a JSON object");
            console.edit(page, "parameters", "{\"temperature\": 0}");
            page.locator("main button.primary").click();
            page.waitForURL("**/versions");

            promote(page);
            assertThat(page.locator(".flash").textContent()).contains("A gate must pass first");
            passAGate();
            promote(page);
            assertThat(page.locator(".flash").textContent()).contains("Approval required");
            console.look(page, "console-model-versions");
            String approval = page.locator(".flash a").getAttribute("href");

            Page deciding = console.signIn(officers, officer);
            console.visit(deciding, "/");
            assertThat(deciding.locator("#worklist").textContent()).contains("Promote " + MODEL + "@1 to production");
            console.visit(deciding, approval);
            deciding.locator("button[value=APPROVE]").click();
            deciding.waitForSelector(".flash.good");

            promote(page);
            assertThat(page.locator(".flash").textContent()).contains(MODEL + "@1 is in production");
            for (String tab : List.of("", "/versions", "/gates", "/approvals", "/history")) {
                console.visit(page, "/models/" + MODEL + tab);
            }
            assertThat(page.locator("main").textContent()).contains(engineer.name());
        }
    }

    @Test
    void showsModelsByNameAndSaysWhatIsMissing() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/models?q=support");
            assertThat(page.locator("table").textContent()).contains("support-assistant", "Version");
            console.visit(page, "/models?q=nothing-is-called-this");
            assertThat(page.locator(".empty").textContent()).contains("No model matches");
            console.visit(page, "/search?q=support");
            assertThat(page.locator("main").textContent()).contains("support-assistant");
            assertThat(page.navigate(console.url() + "/actuator/prometheus").status())
                    .isEqualTo(403);
            page.navigate(console.url() + "/models/" + UUID.randomUUID());
            assertThat(page.locator("h1").textContent()).contains("Not found");
            console.look(page, "console-not-found");
            console.visit(page, "/docs/guides/console.md");
            page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(
                    "[...document.querySelectorAll('.docs-page img')].every(each => each.naturalWidth > 0)")));
            assertThat(page.locator(".docs-page img").count()).isEqualTo(8);
        }
    }

    @Test
    void editsJsonByKeyboardAndShowsWhereItIsWrong() {
        try (BrowserContext context = console.newContext();
                BrowserContext plain =
                        console.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            String form = "/models/support-assistant/versions/new";
            Page page = console.signIn(context, engineer);
            console.visit(page, form);
            Locator editor = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Parameters"));
            editor.focus();
            page.keyboard().type("{\n\"temperature\": [0, 0.5,]\n}");
            page.waitForSelector(".editor-fault:not(:empty)");
            assertThat(page.locator(".editor-fault").textContent())
                    .isEqualTo("Not JSON: line 2, column 26 must have a value.");
            assertThat(page.locator(".fault-line").count()).isEqualTo(1);
            console.look(page, "console-editor-fault");
            editor.focus();
            page.keyboard().press("Control+End");
            page.keyboard().press("Tab");
            page.keyboard().press("Escape");
            page.keyboard().press("Tab");
            assertThat(page.locator("main button.primary").evaluate("button => document.activeElement === button"))
                    .isEqualTo(true);
            assertThat(page.locator("textarea[name=parameters]").inputValue()).endsWith("}  ");

            Page scriptless = console.signIn(plain, engineer);
            scriptless.navigate(console.url() + form);
            assertThat(scriptless.locator("textarea[name=parameters]").isVisible())
                    .isTrue();
        }
    }

    /// Confirms the promotion of version 1.
    private static void promote(Page page) {
        page.navigate(console.url() + "/models/" + MODEL + "/versions");
        page.locator("a[aria-label='Promote version 1']").click();
        page.waitForURL("**/transition?to=PRODUCTION");
        page.locator("main button.primary").click();
        page.waitForURL("**/versions");
    }

    private static void passAGate() {
        Caller.of(RunningStack.get(), "retail-banking", "ci-pipeline")
                .knownTo("eval", "/api/v1/gates")
                .post(
                        "eval",
                        "/api/v1/gates?wait=120",
                        Map.of("suite", "support-quality", "candidate", Map.of("model", MODEL, "version", 1)))
                .expect(202);
    }
}
