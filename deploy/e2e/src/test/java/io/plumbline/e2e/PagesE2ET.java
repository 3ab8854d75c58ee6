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
            page.navigate(stack.url("governance") + "/policies/standard");
            assertThat(page.url()).contains("/login");
            look(page, "login");
            signIn(page);
            page.waitForURL(stack.url("console") + "/policies/standard");
            page.navigate(stack.url("governance") + "/logout");
            look(page, "sign-out");
            assertThat(complaints).isEmpty();
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

    @Test
    void showsTheApiOfEachService() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            for (String service : List.of("gateway", "registry", "eval", "governance", "monitoring")) {
                page.navigate(stack.url(service) + "/docs");
                page.waitForSelector(".opblock");
                look(page, service + "-docs");
                page.locator(".opblock-post .opblock-summary-control").first().click();
                page.waitForSelector(".try-out__btn");
                assertThat(page.url()).contains("/docs#/");
                look(page, service + "-docs-operation");
            }
        }
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

    /// Dark and narrow, then light and wide; with `verify --full` all four combinations.
    private static void look(Page page, String name) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {400, 1280}) {
                if (!Boolean.getBoolean("plumbline.full") && (scheme == ColorScheme.DARK) != (width == 400)) {
                    continue;
                }
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
