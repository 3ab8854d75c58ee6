package io.plumbline.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.plumbline.e2e.Caller;
import io.plumbline.e2e.ConsoleBrowser;
import io.plumbline.e2e.RunningStack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The console's pages of the administration: users, keys, teams, roles, the own account and the system, as an
/// administrator, as an auditor who changes nothing, and as the user who is invited.
class AdminE2ET {

    private static final String TEAM = "admin-e2e";
    private static final String OWN = "a-password-of-my-own-choice";
    private static final String NEXT = "the-next-password-of-my-own";

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User admin;
    private static ConsoleBrowser.User auditor;

    @BeforeAll
    static void open() {
        console = ConsoleBrowser.open(RunningStack.get());
        admin = console.user("retail-banking", "platform-admin");
        auditor = console.user("retail-banking", "auditor");
    }

    @Test
    void invitesAUserWhoChoosesAPasswordAndChangesItLater() {
        String name = "invited." + UUID.randomUUID().toString().substring(0, 8);
        try (BrowserContext admins = console.newContext();
                BrowserContext theirs = console.newContext()) {
            Page page = console.signIn(admins, admin);
            createTeam(page);
            console.visit(page, "/users/new");
            page.locator("input[name=username]").fill("no spaces");
            submit(page);
            assertThat(page.locator("#username-error").textContent()).contains("must contain only letters");
            console.look(page, "console-user-new-error");
            page.locator("input[name=username]").fill(name);
            page.locator("select[name='grants.0.team']").selectOption(TEAM);
            page.locator("select[name='grants.0.role']").selectOption("prompt-engineer");
            submit(page);
            String password = page.locator(".secret code").textContent();
            String user = page.url();
            console.look(page, "console-user-invited");
            page.reload();
            assertThat(page.locator(".secret").count()).isZero();

            Page first = theirs.newPage();
            first.navigate(console.url() + "/account");
            credentials(first, name, password);
            first.waitForURL("**/login/password");
            console.look(first, "governance-new-password");
            first.navigate(console.url() + "/");
            assertThat(first.url()).endsWith("/login/password");
            first.locator("input[name=password]").fill(OWN);
            first.locator("input[name=repeated]").fill(OWN);
            first.locator("form button.primary").click();
            first.waitForURL(console.url() + "/**");
            console.visit(first, "/account");
            assertThat(first.locator("main").textContent()).contains(name, "prompt-engineer", TEAM);
            assertThat(first.locator(".side").textContent()).doesNotContain("API keys", "System status");

            changePassword(first, "not the current one", NEXT, NEXT);
            assertThat(first.locator("#currentPassword-error").textContent()).contains("is wrong");
            changePassword(first, OWN, NEXT, "another one entirely");
            assertThat(first.locator("#repeated-error").textContent()).contains("differs");
            console.look(first, "console-account-error");
            changePassword(first, OWN, NEXT, NEXT);
            assertThat(first.locator("main").textContent()).contains("Your password is changed");
            first.navigate(console.url() + "/account");
            assertThat(first.url()).contains("/login");
            credentials(first, name, NEXT);
            first.waitForURL(console.url() + "/**");

            deactivate(page, user);
            first.navigate(console.url() + "/account");
            assertThat(first.url()).contains("/login");
        }
    }

    private static void createTeam(Page page) {
        console.visit(page, "/teams/new");
        page.locator("input[name=name]").fill("Not A Name");
        submit(page);
        assertThat(page.locator("#name-error").textContent()).startsWith("Name ");
        console.look(page, "console-team-new-error");
        page.locator("input[name=name]").fill(TEAM);
        submit(page);
        page.waitForURL("**/teams/" + TEAM);
        assertThat(page.locator(".empty").first().textContent()).contains("Nobody has a role in this team");
    }

    /// Grants and removes a role, resets the password, and deactivates and reactivates the user.
    private static void deactivate(Page page, String user) {
        page.navigate(user);
        page.locator("select#team").selectOption("retail-banking");
        page.locator("select#role").selectOption("annotator");
        page.locator("form.inline button").click();
        page.locator("a[aria-label='Remove annotator in retail-banking']").click();
        console.look(page, "console-grant-remove");
        submit(page);
        assertThat(page.locator("table").first().textContent()).doesNotContain("annotator");
        page.locator("a:has-text('Reset the password')").click();
        submit(page);
        assertThat(page.locator(".secret code").textContent()).hasSize(16);
        page.locator("a:has-text('Deactivate')").click();
        console.look(page, "console-user-deactivate");
        submit(page);
        assertThat(page.locator("dl").first().textContent()).contains("Deactivated");
        console.visit(page, "/users?state=DEACTIVATED");
        assertThat(page.locator("table").textContent()).contains("prompt-engineer");
        page.navigate(user);
        page.locator("button:has-text('Reactivate')").click();
        assertThat(page.locator("dl").first().textContent()).contains("Password reset");
    }

    @Test
    void createsRotatesAndRevokesAKey() {
        String name = "key-" + UUID.randomUUID().toString().substring(0, 8);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, admin);
            console.visit(page, "/keys/new?team=retail-banking");
            submit(page);
            assertThat(page.locator("#name-error").textContent()).startsWith("Name ");
            page.locator("input[name=name]").fill(name);
            page.locator("select[name=role]").selectOption("ml-engineer");
            page.locator("input[name=budgetUsd]").fill("much");
            submit(page);
            assertThat(page.locator("#budgetUsd-error").textContent()).contains("must be a number");
            page.locator("input[name=budgetUsd]").fill("25.50");
            submit(page);
            String key = page.locator(".secret code").textContent();
            String address = page.url();
            assertThat(page.locator("dl").first().textContent()).contains("None: a machine key", "Never", "in 89 days");
            new Caller(RunningStack.get(), key, null)
                    .knownTo("registry", "/api/v1/models")
                    .put(
                            "registry",
                            "/api/v1/models/" + name,
                            Map.of(
                                    "team",
                                    "retail-banking",
                                    "description",
                                    "",
                                    "riskTier",
                                    "MINIMAL",
                                    "requiredSuites",
                                    List.of(),
                                    "tags",
                                    Map.of()))
                    .expect(201);
            page.reload();
            assertThat(page.locator(".secret").count()).isZero();
            assertThat(page.locator("dt:has-text('Last used') + dd").textContent())
                    .contains("just now");
            console.visit(
                    page,
                    "/budgets/key" + address.substring(address.lastIndexOf('/')).replace('/', '-'));
            assertThat(page.locator("main").textContent()).contains("$25.50");
            console.visit(page, "/keys?q=" + name);
            assertThat(page.locator("table").textContent()).contains(name, "Machine", "Active");

            page.navigate(address);
            page.locator("a:has-text('Rotate')").click();
            console.look(page, "console-key-rotate");
            page.locator("select[name=grace]").selectOption("Not at all");
            submit(page);
            String rotated = page.locator(".secret code").textContent();
            assertThat(rotated).isNotEqualTo(key);
            page.locator("a:has-text('Revoke')").click();
            console.look(page, "console-key-revoke");
            submit(page);
            assertThat(page.locator("dl").first().textContent()).contains("Revoked");
            assertThat(page.locator("a:has-text('Rotate')").count()).isZero();
            console.visit(page, "/keys?state=ended&q=" + name);
            assertThat(page.locator("table").textContent()).contains(name);
            console.visit(page, "/search?q=" + name);
            assertThat(page.locator("main").textContent()).contains("API key");
        }
    }

    @Test
    void showsEverythingToAnAuditorWhoCanChangeNothing() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, auditor);
            for (String path : List.of("/users", "/keys", "/teams", "/teams/retail-banking", "/roles", "/system")) {
                console.visit(page, path);
                assertThat(page.locator("main a.button, main form[method=post]").count())
                        .as("actions of %s", path)
                        .isZero();
            }
            assertThat(page.locator("main").textContent())
                    .contains("Every service is up", "gateway-service", "monitoring-service", "console");
            page.navigate(console.url() + "/users");
            page.locator("table a:has-text('" + auditor.name() + "')").click();
            assertThat(page.locator("main form[method=post]").count()).isZero();
            for (String path : List.of("/users/new", "/keys/new", "/teams/new")) {
                assertThat(page.navigate(console.url() + path).status())
                        .as(path)
                        .isEqualTo(403);
            }
            console.visit(page, "/search?q=" + auditor.name());
            assertThat(page.locator("main table").textContent()).contains("User", "auditor");
            console.visit(page, "/search?q=retail-banking");
            assertThat(page.locator("main table").textContent()).contains("Team");
        }
    }

    private static void credentials(Page page, String name, String password) {
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(password);
        page.locator("form button.primary").click();
    }

    private static void changePassword(Page page, String current, String next, String repeated) {
        page.locator("input[name=currentPassword]").fill(current);
        page.locator("input[name=newPassword]").fill(next);
        page.locator("input[name=repeated]").fill(repeated);
        submit(page);
    }

    private static void submit(Page page) {
        page.locator("main button.primary").click();
    }
}
