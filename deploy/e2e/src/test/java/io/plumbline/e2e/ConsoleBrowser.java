package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// A Chromium at the console of a running stack. Every page that a test visits is checked with axe, for complaints of
/// the browser and for its width, light and dark, wide and narrow. With `-Dplumbline.screenshots=true`, and with
/// `verify --full`, it is kept as a screenshot in `target/screenshots`.
public final class ConsoleBrowser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final boolean FULL = Boolean.getBoolean("plumbline.full");
    private static final boolean KEEPS_SCREENSHOTS = FULL || Boolean.getBoolean("plumbline.screenshots");
    private static final String AXE = axe();
    /// Colours that still change would fail the check of contrast.
    private static final String ANIMATIONS_END = """
            () => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
                .then(() => Promise.all(document.getAnimations()
                    .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)
                    .map(animation => animation.finished.catch(() => {}))))""";
    /// Where `./plumbline verify` has found one, then the usual places.
    private static final List<String> CHROMIUM = List.of(
            Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium-headless-shell"),
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome");

    private final RunningStack stack;
    private final Browser browser = Chromium.BROWSER;

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private ConsoleBrowser(RunningStack stack) {
        this.stack = stack;
    }

    /// A person who can sign in.
    public record User(String name, String password) {}

    public static ConsoleBrowser open(RunningStack stack) {
        return new ConsoleBrowser(stack);
    }

    /// The process of the browser: one for all classes of this JVM, which run one after the other. Contexts keep them
    /// apart.
    private static final class Chromium {
        static final Browser BROWSER = launch();

        private static Browser launch() {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            Path chromium = CHROMIUM.stream()
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the pages need Chromium: apt-get install chromium"));
            return playwright
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
    }

    public String url() {
        return stack.url("console");
    }

    /// Makes a user with one role.
    public User user(String team, String role) {
        User user = new User(
                role + "." + UUID.randomUUID().toString().substring(0, 8),
                UUID.randomUUID().toString());
        Caller.admin(stack)
                .post(
                        "governance",
                        "/api/v1/users",
                        Map.of(
                                "username",
                                user.name(),
                                "password",
                                user.password(),
                                "grants",
                                List.of(Map.of("team", team, "role", role))))
                .expect(201);
        return user;
    }

    /// A browser without cookies.
    public BrowserContext newContext() {
        return withAxe(browser.newContext());
    }

    /// A browser without cookies, with options.
    public BrowserContext newContext(Browser.NewContextOptions options) {
        return withAxe(browser.newContext(options));
    }

    /// Gives each page of a context the script of axe, which the browser compiles when it is called. Sending the script
    /// for each check takes more than twice as long.
    private static BrowserContext withAxe(BrowserContext context) {
        context.addInitScript("window.loadAxe = () => {\n" + AXE + "\n};");
        return context;
    }

    /// Signs in and returns the page Home.
    public Page signIn(BrowserContext context, User user) {
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.navigate(url() + "/");
        page.locator("input[name=username]").fill(user.name());
        page.locator("input[name=password]").fill(user.password());
        page.locator("form button[type=submit]").click();
        try {
            page.waitForURL(address -> address.startsWith(url()));
        } catch (TimeoutError e) {
            throw new AssertionError("The sign-in stopped at " + page.url() + ": " + page.content(), e);
        }
        assertThat(page.locator(".user strong").textContent()).isEqualTo(user.name());
        return page;
    }

    /// Opens a page, which must exist, and checks it.
    public void visit(Page page, String path) {
        Response response = page.navigate(url() + path);
        assertThat(response.status()).as(path).isEqualTo(200);
        look(page, "console" + path.replaceAll("[^a-z0-9]+", "-"));
    }

    /// Replaces the text of an editor of JSON, by pasting another one.
    public void edit(Page page, String field, String text) {
        Locator editor = page.locator("textarea[name='" + field + "'] + .CodeMirror [role=textbox]");
        editor.focus();
        page.keyboard().press("Control+A");
        editor.evaluate("""
                (editor, text) => {
                    const clipboardData = new DataTransfer();
                    clipboardData.setData('text/plain', text);
                    editor.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
                }""", text);
        assertThat(page.locator("textarea[name='" + field + "']").inputValue()).isEqualTo(text);
    }

    /// Checks the page as it is: dark and narrow, then light and wide; with `verify --full` all four combinations.
    /// Otherwise axe runs in one of the two, which depends on the length of the name: about half of
    /// the pages are checked in each.
    ///
    /// @param name of its screenshots
    public void look(Page page, String name) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {NARROW, WIDE}) {
                if (!FULL && (scheme == ColorScheme.DARK) != (width == NARROW)) {
                    continue;
                }
                page.setViewportSize(width, 900);
                page.evaluate(ANIMATIONS_END);
                if (KEEPS_SCREENSHOTS) {
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(SCREENSHOTS.resolve(
                                    "%s-%s-%d.png".formatted(name, scheme.name().toLowerCase(Locale.ROOT), width))));
                }
                if (FULL || (name.length() % 2 == 0) == (scheme == ColorScheme.DARK)) {
                    assertThat(violations(page))
                            .as("%s, %s, %d wide", name, scheme, width)
                            .isEmpty();
                }
                assertThat(complaints).as(name).isEmpty();
                assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s fits into %d", name, width)
                        .isEqualTo(true);
            }
        }
    }

    /// Runs axe in the page. It stays in the document for the next check. Only with `verify --full`, axe loads the
    /// style sheets again, for its rule about orientation.
    private static List<String> violations(Page page) {
        page.evaluate("() => 'axe' in window || window.loadAxe()");
        @SuppressWarnings("unchecked") // as the script returns it
        List<String> violations = (List<String>) page.evaluate("""
                preload => axe.run(document, {resultTypes: ['violations'], preload})
                    .then(result => result.violations.map(rule => rule.id + ': ' + rule.nodes[0].html))""", FULL);
        return violations;
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes the contexts that a failed test has left open. The process stays for the next class.
    @Override
    public void close() {
        browser.contexts().forEach(BrowserContext::close);
    }
}
