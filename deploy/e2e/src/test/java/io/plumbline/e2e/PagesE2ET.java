package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every page in a real Chromium: signed in through governance, light and dark, wide and narrow, checked with
/// axe. The screenshots are in `target/screenshots`.
class PagesE2ET {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    /// Where `./plumbline verify` has found one, then the usual places.
    private static final List<String> CHROMIUM = List.of(
            Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome");

    private static RunningStack stack;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() {
        stack = RunningStack.get();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Path chromium = CHROMIUM.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the pages need Chromium: apt-get install chromium"));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void showsThePagesToWhoSignsIn() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.navigate(stack.url("governance") + "/");
            assertThat(page.url()).contains("/login");
            look(page, "login");
            signIn(page);
            assertThat(page.title()).contains("Plumbline");
            look(page, "governance");
            for (String path : List.of("/approvals", "/audit", "/production-changes")) {
                page.navigate(stack.url("governance") + path);
                look(page, "governance" + path.replace('/', '-'));
            }
            page.navigate(stack.url("monitoring") + "/");
            assertThat(page.url()).startsWith(stack.url("monitoring"));
            assertThat(page.content()).contains("support");
            look(page, "monitoring");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void showsWhatIsBehindTheLists() {
        Caller.of(stack, "retail-banking", "ml-engineer")
                .post(
                        "governance",
                        "/api/v1/approvals",
                        Map.of(
                                "team",
                                "retail-banking",
                                "action",
                                "registry.model.promote",
                                "resourceType",
                                "model-version",
                                "resourceId",
                                "support-assistant@99",
                                "reason",
                                "It answers better."))
                .expect(201);
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(stack.url("governance") + "/approvals?state=PENDING");
            signIn(page);
            page.navigate(stack.url("governance") + "/approvals?state=PENDING");
            assertThat(page.content()).contains("support-assistant@99", "It answers better.");
            assertThat(page.locator("form.decide").count()).isPositive();
            look(page, "governance-approvals-pending");
            page.navigate(stack.url("governance") + "/audit?action=gateway.call.blocked");
            follow(page, "table a");
            assertThat(page.content()).contains("gateway.call.blocked");
            look(page, "governance-audit-event");
            page.navigate(stack.url("governance") + "/audit?from=yesterday");
            assertThat(page.content()).contains("is not valid", "Audit log");
            look(page, "problem");
        }
    }

    @Test
    void letsAPersonDecideAboutACallOfAToolWithTheKeyboard() {
        ParkedToolCall call = ParkedToolCall.make(stack);
        try (BrowserContext context = browser.newContext()) {
            Page page = signedIn(context);
            page.navigate(call.page());
            assertThat(page.content())
                    .contains("block_card, to be decided", "a machine's key cannot decide", "/audit?resource=");
            look(page, "governance-approvals-tool");
            page.locator("article:has-text('block_card') input[name=comment]")
                    .first()
                    .focus();
            page.keyboard().type("Known customer.");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForSelector("p[role=status]");
            assertThat(page.locator("p[role=status]").textContent()).contains("The approval is APPROVED now");
        }
        assertThat(call.repeated()).contains("block_card");
    }

    @Test
    void showsHowARolloutWasTakenBack() {
        String rollout = stack.get("gateway", "/api/v1/rollouts?route=support&limit=1")
                .path("items")
                .path(0)
                .path("id")
                .asString();
        try (BrowserContext context = browser.newContext()) {
            Page page = signedIn(context);
            page.navigate(stack.url("monitoring") + "/rollouts");
            assertThat(page.content()).contains("/rollouts/" + rollout);
            look(page, "monitoring-rollouts");
            page.navigate(stack.url("monitoring") + "/rollouts/" + rollout);
            assertThat(page.content()).contains("ROLLED_BACK", "canary");
            look(page, "monitoring-rollout");
            page.navigate(stack.url("governance") + "/policies");
            look(page, "governance-policies");
            page.navigate(stack.url("governance") + "/policies/standard");
            look(page, "governance-policy");
            page.navigate(stack.url("governance") + "/incidents");
            look(page, "governance-incidents");
            follow(page, "table a");
            assertThat(page.url()).contains("/incidents/");
            look(page, "governance-incident");
            page.navigate(stack.url("governance") + "/audit?action=gateway.rollout.rolledBack");
            follow(page, "table a");
            assertThat(page.content()).contains("gateway.rollout.rolledBack");
            look(page, "governance-audit-event-rollback");
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(stack.url("governance") + "/login");
            page.locator("input[name=username]").fill(stack.credential("adminUser"));
            page.locator("input[name=password]").fill("not the password");
            page.locator("form button[type=submit]").click();
            assertThat(page.url()).contains("/login");
            look(page, "login-refused");
        }
    }

    private static Page signedIn(BrowserContext context) {
        Page page = context.newPage();
        page.navigate(stack.url("governance") + "/");
        signIn(page);
        return page;
    }

    /// Clicks a link and waits until the page that it leads to has loaded.
    private static void follow(Page page, String link) {
        String before = page.url();
        page.locator(link).first().click();
        page.waitForURL(url -> !url.equals(before));
    }

    private static void signIn(Page page) {
        page.locator("input[name=username]").fill(stack.credential("adminUser"));
        page.locator("input[name=password]").fill(stack.credential("adminPassword"));
        page.locator("form button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    /// What axe has against the page. Its other way, for frames of other origins, opens a page more each time; there
    /// are no frames.
    private static List<Rule> violations(Page page) {
        AxeRunOptions violations = new AxeRunOptions();
        violations.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .setLegacyMode(true)
                .options(violations)
                .analyze()
                .getViolations();
    }

    private static void look(Page page, String name) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {1280, 400}) {
                page.setViewportSize(width, 900);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENSHOTS.resolve("%s-%s-%d.png"
                                .formatted(name, scheme.name().toLowerCase(java.util.Locale.ROOT), width))));
                assertThat(violations(page))
                        .as("%s, %s, %d wide", name, scheme, width)
                        .extracting(rule ->
                                rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                        .isEmpty();
            }
        }
    }
}
