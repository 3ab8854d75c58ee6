package io.plumbline.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleProofs;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.e2e.Caller;
import io.plumbline.e2e.ConsoleBrowser;
import io.plumbline.e2e.ParkedToolCall;
import io.plumbline.e2e.RunningStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages of governance as an officer, a lead, an engineer, and an auditor: approvals, the audit log with its
/// evidence, incidents, production changes.
class GovernanceE2ET {

    private static final String TEAM = "retail-banking";

    private static RunningStack stack;

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User officer;
    private static ConsoleBrowser.User engineer;
    private static ConsoleBrowser.User auditor;

    @BeforeAll
    static void open() {
        stack = RunningStack.get();
        console = ConsoleBrowser.open(stack);
        officer = console.user(TEAM, "compliance-officer");
        engineer = console.user(TEAM, "ml-engineer");
        auditor = console.user("platform", "auditor");
    }

    @Test
    void decidesOnARequestAndRevokesTheDecision() {
        String approval = requested("support-assistant@99", "It answers better.");
        try (BrowserContext officers = console.newContext();
                BrowserContext engineers = console.newContext()) {
            Page page = console.signIn(officers, officer);
            console.visit(page, "/approvals");
            page.locator("a:has-text('support-assistant@99')").click();
            page.waitForURL("**/approvals/" + approval);
            assertThat(page.locator("main").textContent())
                    .contains("One more approval is needed", "It answers better.", "no service accepts");
            console.look(page, "console-approval-pending");
            page.locator("button[value=REJECT]").click();
            assertThat(page.locator("#comment-error").textContent()).contains("is required to reject");
            page.locator("input[name=comment]").fill("The gate is convincing.");
            page.locator("button[value=APPROVE]").click();
            page.waitForSelector(".flash.good");
            assertThat(page.locator("main").textContent())
                    .contains("Approved, without effect", "The gate is convincing.", officer.name());
            console.visit(page, "/approvals?view=WAITING&name=support-assistant@99");
            assertThat(page.locator(".empty").textContent()).contains("Nothing waits for your decision");

            Page other = console.signIn(engineers, engineer);
            console.visit(other, "/approvals/" + approval);
            assertThat(other.locator("button[value=APPROVE]").count()).isZero();
            assertThat(other.locator("a:has-text('Revoke')").count()).isZero();

            page.navigate(console.url() + "/approvals/" + approval);
            page.locator("a:has-text('Revoke')").click();
            console.look(page, "console-approval-revoke");
            page.locator("input[name=reason]").fill("Too soon.");
            page.locator("main button.primary").click();
            page.waitForSelector(".flash.good");
            assertThat(page.locator("main").textContent()).contains("Revoked by", "Too soon.", "has lost it");
        }
    }

    @Test
    void showsWhatBecameOfAnApproval() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, officer);
            console.visit(page, "/approvals?view=APPROVED&kind=model-version&name=support-assistant@3");
            page.locator("main tbody a").first().click();
            page.waitForURL("**/approvals/*");
            assertThat(page.locator(".answer").textContent()).contains("Rolled back since");
            assertThat(page.locator("table.diff").textContent()).contains("upstreamModel", "support-assistant@1");
            assertThat(page.locator("details.gate").first().textContent()).contains("support-quality", "rougeL.floor");
            console.look(page, "console-approval-rolled-back");
            console.visit(page, "/search?q=support-assistant@3");
            assertThat(page.locator("main").textContent()).contains("Promote support-assistant@3 to production");
        }
    }

    @Test
    void letsAPersonDecideAboutACallOfAToolWithTheKeyboard() {
        ParkedToolCall call = ParkedToolCall.make(stack);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, officer);
            page.navigate(call.page());
            assertThat(page.url()).startsWith(console.url() + "/approvals/");
            assertThat(page.locator("main").textContent())
                    .contains("block_card, to be decided", "a machine's key cannot decide", "Resume a call");
            console.look(page, "console-approval-tool");
            page.locator("input[name=comment]").focus();
            page.keyboard().type("Known customer.");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForSelector(".flash.good");
        }
        assertThat(call.repeated()).contains("block_card");
    }

    @Test
    void findsAnEventAndPacksItAsEvidence() throws IOException {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, auditor);
            console.visit(page, "/audit");
            page.locator("nav.filters a:has-text('Changes only')").click();
            page.waitForURL("**/audit?action=CHANGES");
            assertThat(page.locator("main tbody").textContent()).doesNotContain("called the route");
            console.visit(page, "/audit?action=ROLLOUTS&from=2026-01-01");
            assertThat(page.locator("main tbody").textContent())
                    .contains("The rollout of support-assistant on the route support was rolled back.");
            console.visit(page, "/audit?actor=demo-eng&action=registry.model.registered");
            page.locator("main tbody th a").first().click();
            page.waitForURL(url -> url.contains("/audit/"));
            assertThat(page.locator("h1").textContent())
                    .isEqualTo("key demo-engineer registered the model support-assistant in the risk tier limited.");
            assertThat(page.locator("ol.steps").textContent())
                    .contains("The Merkle path leads to the signed root")
                    .doesNotContain("Not verified");
            assertThat(page.locator("table.diff").textContent()).contains("riskTier", "LIMITED");
            console.look(page, "console-audit-event");
            String id = page.url().replaceAll(".*/", "");
            assertThat(fetch(context, "/audit/" + id + "/tlog-proof").text()).startsWith("c2sp.org/tlog-proof@v1\n");
            verifyEvidence(fetch(context, "/audit/evidence.zip?id=" + id).body(), id);
            console.visit(page, "/search?q=" + id);
            assertThat(page.locator("main").textContent()).contains("Audit event");

            String query = "?action=registry.model.registered&actor=demo-engineer";
            assertThat(fetch(context, "/audit/export.csv" + query).text())
                    .startsWith("time,id,service")
                    .contains("\"key demo-engineer\"");
            assertThat(fetch(context, "/audit/export.ndjson" + query).text().lines())
                    .allSatisfy(line -> assertThat(line).startsWith("{\"action\":\"registry.model.registered\""));
            console.visit(page, "/audit?q=no-such-text-anywhere&from=2026-11-01");
            assertThat(page.locator(".empty").textContent()).contains("No event matches");
        }
    }

    /// The pack holds a report, and the event's bytes lead by its proof to the root that the log's key signed.
    private static void verifyEvidence(byte[] zip, String id) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        assertThat(new String(files.get("report.pdf"), 0, 5, StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
        SignedNote note = SignedNote.parse(text(files, "checkpoint"));
        assertThat(NoteVerifier.parse(text(files, "verifier-key.txt").strip()).verifies(note))
                .isTrue();
        String[] proof =
                text(files, "proofs/" + id + ".tlog-proof").split("\n\n", 2)[0].split("\n", -1);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        List<Hash> path = List.of(proof).subList(2, proof.length).stream()
                .map(Hash::ofBase64)
                .toList();
        assertThat(MerkleProofs.isIncluded(
                        Hash.leaf(files.get("events/" + id + ".json")),
                        Long.parseLong(proof[1].substring("index ".length())),
                        checkpoint.size(),
                        path,
                        checkpoint.root()))
                .isTrue();
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    @Test
    void verifiesTheWholeLog() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, officer);
            page.navigate(console.url() + "/audit");
            page.locator("button:has-text('Verify the whole log')").click();
            page.waitForURL("**/audit/verifications/*");
            page.waitForSelector("main dt:has-text('Leaves')");
            assertThat(page.locator("main").textContent())
                    .contains("Verified", "Production calls", "All verifications");
            console.look(page, "console-audit-verification");
        }
    }

    @Test
    void opensAnIncidentAndResolvesIt() {
        try (BrowserContext context = console.newContext();
                BrowserContext auditors = console.newContext()) {
            Page page = console.signIn(context, officer);
            console.visit(page, "/incidents/new");
            page.locator("main button.primary").click();
            assertThat(page.locator("#title-error").count()).isPositive();
            console.look(page, "console-incident-new-error");
            page.locator("input[name=title]").fill("Answers named another customer");
            page.locator("select[name=team]").selectOption(TEAM);
            page.locator("select[name=severity]").selectOption("CRITICAL");
            page.locator("select[name=resourceType]").selectOption("route");
            page.locator("input[name=resourceId]").fill("support");
            page.locator("main button.primary").click();
            page.waitForURL(url -> url.matches(".*/incidents/[0-9a-f-]{36}"));
            String incident = page.url();
            assertThat(page.locator("main").textContent()).contains("Nobody has acknowledged", officer.name());
            page.locator("a:has-text('Resolve')").click();
            page.waitForURL("**/move?to=RESOLVED");
            page.locator("main button.primary").click();
            assertThat(page.locator("#comment-error").textContent()).contains("is required to resolve");
            page.locator("textarea[name=comment]").fill("The cache is off.");
            console.look(page, "console-incident-resolve");
            page.locator("main button.primary").click();
            page.waitForURL(incident);
            assertThat(page.locator("main").textContent()).contains("Resolved", "The cache is off.");
            console.visit(page, "/incidents?state=RESOLVED");
            assertThat(page.locator("main table").textContent()).contains("Answers named another customer");

            Page reading = console.signIn(auditors, auditor);
            console.visit(reading, "/incidents?kind=ROLLBACK");
            assertThat(reading.locator("a:has-text('Open an incident')").count())
                    .isZero();
            reading.locator("main tbody a").first().click();
            reading.waitForURL("**/incidents/*");
            assertThat(reading.locator("main").textContent()).contains("error rate", "canary");
            assertThat(reading.locator("a:has-text('Acknowledge')").count()).isZero();
            console.look(reading, "console-incident");
        }
    }

    @Test
    void listsRulesAndChangesOfProduction() {
        Caller maker = Caller.of(stack, TEAM, "ml-engineer").knownTo("gateway", "/api/v1/routes");
        for (int change = 0; change <= 30; change++) {
            maker.put(
                            "gateway",
                            "/api/v1/routes/changed-support",
                            Map.of(
                                    "environment",
                                    "DEVELOPMENT",
                                    "variants",
                                    Caller.simulated("sim-changed-support-" + change)))
                    .expect(change == 0 ? 201 : 200);
        }
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, officer);
            console.visit(page, "/production-changes?scopeRange=30d");
            assertThat(page.locator("main").textContent())
                    .contains(
                            "The guard policy is looser",
                            "Refused, except under break-glass",
                            "replaced the route changed-support.",
                            "The 30 newest changes are shown.");
            console.look(page, "console-production-changes-cut");
            console.visit(page, "/audit?action=gateway.rollout.rolledBack");
            assertThat(page.locator("main").textContent())
                    .contains("The rollout of support-assistant on the route support was rolled back.");
            page.navigate(stack.url("governance") + "/audit?action=CHANGES");
            assertThat(page.url()).isEqualTo(console.url() + "/audit?action=CHANGES");
        }
    }

    @Test
    void refusesAnEngineerTheLog() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            assertThat(page.locator("#menu a:has-text('Audit log')").count()).isZero();
            page.navigate(console.url() + "/audit");
            assertThat(page.locator("main").textContent()).contains("audit:read");
            console.look(page, "console-audit-refused");
        }
    }

    private static String requested(String version, String reason) {
        return Caller.of(stack, TEAM, "ml-engineer")
                .post(
                        "governance",
                        "/api/v1/approvals",
                        Map.of(
                                "team", TEAM,
                                "action", "registry.model.promote",
                                "resourceType", "model-version",
                                "resourceId", version,
                                "reason", reason))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private static APIResponse fetch(BrowserContext context, String path) {
        APIResponse response = context.request().get(console.url() + path);
        assertThat(response.status()).as(path).isEqualTo(200);
        return response;
    }
}
