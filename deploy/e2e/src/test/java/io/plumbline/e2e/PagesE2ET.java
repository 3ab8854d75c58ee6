package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages of the services themselves, in a real Chromium: the sign-in, and the description of each API.
class PagesE2ET {

    private static RunningStack stack;

    @AutoClose
    private static ConsoleBrowser browser;

    @BeforeAll
    static void open() {
        stack = RunningStack.get();
        browser = ConsoleBrowser.open(stack);
    }

    @Test
    void showsThePagesToWhoSignsIn() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(stack.url("governance") + "/policies/standard");
            assertThat(page.url()).contains("/login");
            browser.look(page, "login");
            signIn(page, stack.credential("adminPassword"));
            page.waitForURL(url -> !url.contains("/login"));
            assertThat(page.url()).startsWith(stack.url("console") + "/policies/standard");
            page.navigate(stack.url("governance") + "/logout");
            browser.look(page, "sign-out");
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(stack.url("governance") + "/login");
            signIn(page, "not the password");
            assertThat(page.url()).contains("/login");
            browser.look(page, "login-refused");
        }
    }

    @Test
    void showsTheApiOfEachService() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            for (String service : List.of("gateway", "registry", "eval", "governance", "monitoring")) {
                page.navigate(stack.url(service) + "/docs");
                page.waitForSelector(".opblock");
                // The page is the same for each service.
                boolean looks = service.equals("gateway") || Boolean.getBoolean("plumbline.full");
                if (looks) {
                    browser.look(page, service + "-docs");
                }
                page.locator(".opblock-post .opblock-summary-control").first().click();
                page.waitForSelector(".try-out__btn");
                page.waitForURL(url -> url.contains("/docs#/"));
                if (looks) {
                    browser.look(page, service + "-docs-operation");
                }
            }
        }
    }

    private static void signIn(Page page, String password) {
        page.locator("input[name=username]").fill(stack.credential("adminUser"));
        page.locator("input[name=password]").fill(password);
        page.locator("form button[type=submit]").click();
    }
}
