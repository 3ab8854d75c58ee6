package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The pages of evaluations in a real Chromium: an engineer runs and reads gates, edits a suite in production with
/// its approval, compares versions, and writes a rubric for a judge; an auditor only reads.
class EvaluationE2ET {

    private static final String TEAM = "retail-banking";
    private static final String SUITE = "support-quality";

    /// A WebAssembly module that scores a hundredth for each byte of its input, at most 1.
    private static final String MODULE =
            "AGFzbQEAAAABDAJgAX8Bf2ACf38BfAMDAgABBQMBAAIHGgMGbWVtb3J5AgAFYWxsb2MAAAVzY29yZQABCiECBQBBgA"
                    + "gLGQAgAbdEAAAAAAAAWUCjRAAAAAAAAPA/pAs=";

    private static final String PANEL = """
            {"team": "retail-banking", "title": "Golden questions", "type": "SINGLE", "rubric": "accuracy@1",
             "guidelines": "Read **all**. <script>alert(1)</script>",
             "source": {"dataset": "golden-support@1", "answers": ["input"], "items": 2},
             "design": {"annotators": 1, "perItem": 1}}
            """;

    private static RunningStack stack;

    @AutoClose
    private static ConsoleBrowser console;

    private static ConsoleBrowser.User engineer;
    private static ConsoleBrowser.User officer;
    private static ConsoleBrowser.User auditor;

    @BeforeAll
    static void open() {
        stack = RunningStack.get();
        console = ConsoleBrowser.open(stack);
        engineer = console.user(TEAM, "ml-engineer");
        officer = console.user(TEAM, "compliance-officer");
        auditor = console.user(TEAM, "auditor");
    }

    @Test
    void readsWhatAGateHasAgainstAVersion() throws IOException {
        String gate = gate(2);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, auditor);
            console.visit(page, "/gates?suite=" + SUITE + "&outcome=FAIL");
            assertThat(page.locator("main table").first().textContent()).contains("support-assistant@2", "Fail");
            assertThat(page.locator("a[href='/gates/new']").count())
                    .as("an auditor runs no gates")
                    .isZero();
            console.visit(page, "/rankings?suite=" + SUITE + "&metric=rougeL");
            assertThat(page.locator("main").textContent()).contains("Candidates, best mean first", "May be the best");
            console.visit(page, "/rankings?suite=" + SUITE + "&metric=none");
            assertThat(page.locator("main").textContent()).contains("cannot be compared");
            console.visit(page, "/rankings");
            console.visit(page, "/gates/" + gate);
            assertThat(page.locator("main").textContent())
                    .contains(
                            "blocking checks failed", "Tier 1, metrics", "in production", "Deviations from production");
            assertThat(page.locator("svg.plot.range").count()).isPositive();
            Download report = page.waitForDownload(
                    () -> page.locator("a:has-text('JUnit XML')").click());
            assertThat(Files.readString(report.path())).contains("<testsuite", "<failure");
            page.locator("dd a:has-text('Failed')").click();
            page.waitForURL("**/items?outcome=FAILED");
            assertThat(page.locator("article.comparison").count()).isEqualTo(20);
            assertThat(page.locator("article.comparison").first().textContent())
                    .contains("Baseline support-assistant@1", "Candidate support-assistant@2", "largest drop");
            console.look(page, "console-gate-items-failed");
            page.locator("nav.pager a:has-text('Next page')").click();
            page.waitForURL("**cursor**");
            assertThat(page.locator("article.comparison del, article.comparison ins")
                            .count())
                    .isPositive();
            console.visit(page, "/gates/" + gate + "/items?outcome=ERROR");
            assertThat(page.locator(".empty").textContent()).contains("No item has this outcome");
            console.visit(page, "/gates/" + gate + "/items/0");
            assertThat(page.locator("main").textContent()).contains("Candidate", "Baseline", "tokens in", "rougeL");
            console.visit(page, "/gates/" + gate + "/recomputations");
        }
    }

    @Test
    void runsFollowsRecomputesAndDiscardsAGate() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/gates/new?suite=" + SUITE);
            page.locator("input[name=model]").fill("support-assistant");
            page.locator("main button.primary").click();
            assertThat(page.locator("#model-error").textContent()).contains("must be NAME@VERSION");
            page.locator("input[name=model]").fill("support-assistant@1");
            page.locator("input[name=commit]").fill("4f1c2d9e");
            page.locator("main button.primary").click();
            page.waitForURL(address -> address.matches(".*/gates/[0-9a-f-]{36}"));
            String gate = page.url().substring(page.url().lastIndexOf('/') + 1);
            // Without a reload: the progress polls, and its end takes the page anew.
            page.waitForSelector("svg.plot.range", new Page.WaitForSelectorOptions().setTimeout(90_000));
            assertThat(page.locator("main").textContent()).contains("4f1c2d9e", "Checks");
            console.look(page, "console-gate-ended");

            console.visit(page, "/gates/" + gate + "/recompute");
            console.edit(page, "metrics", "[");
            page.locator("main button.primary").click();
            assertThat(page.locator("#metrics-error").textContent()).contains("must be a JSON array");
            console.edit(page, "metrics", "[{\"name\": \"rougeL\", \"floor\": 0.99}]");
            page.locator("main button.primary").click();
            page.waitForURL("**/recomputations");
            page.waitForCondition(() -> {
                page.reload();
                return page.locator("main article").textContent().contains("rougeL.floor");
            });
            assertThat(page.locator("main article").textContent()).contains("Fail");

            console.visit(page, "/gates/" + gate + "/discard");
            page.locator("input[name=reason]").fill("The dataset was wrong.");
            page.locator("main button.primary").click();
            page.waitForURL("**/gates/" + gate);
            assertThat(page.locator("main").textContent())
                    .contains("Discarded", "by " + engineer.name() + ": The dataset was wrong.");
        }
    }

    @Test
    void editsASuiteThatProductionRestsOnWithItsApproval() {
        try (BrowserContext engineers = console.newContext();
                BrowserContext officers = console.newContext()) {
            Page page = console.signIn(engineers, engineer);
            console.visit(page, "/suites");
            assertThat(page.locator("table").textContent()).contains(SUITE, "golden-support@1");
            console.visit(page, "/suites/new");
            page.locator("input[name=name]").fill("evaluation-e2e");
            page.locator("select[name=team]").selectOption(TEAM);
            page.locator("input[name=dataset]").fill("golden-support@1");
            page.locator("input[name=prompt]").fill("support-answer@1");
            page.locator("textarea[name=metrics]").fill("rougeL floor=high");
            page.locator("main button.primary").click();
            assertThat(page.locator("#metrics-error").textContent()).contains("must have a number");
            page.locator("textarea[name=metrics]").fill("rougeL floor=0.7\nbleu info");
            page.locator("main button.primary").click();
            page.waitForURL("**/suites/evaluation-e2e");
            assertThat(page.locator("main table").textContent()).contains("rougeL", "0.700", "No, for information");

            preview(page, "evaluation-e2e", "0.7", "0.6");
            assertThat(page.locator(".consequence").textContent()).contains("No version in production depends on");
            page.locator("button[name=save]").click();
            page.waitForURL("**/revisions");
            assertThat(page.locator("main").textContent()).contains("Revision 2");

            preview(page, SUITE, "0.75", "0.74");
            assertThat(page.locator(".consequence").textContent())
                    .contains("support-assistant@", "approver", "Saving requests the approval");
            console.look(page, "console-suite-edit-preview");
            page.locator("button[name=save]").click();
            assertThat(page.locator("[role=alert]").textContent()).contains("Approval required");
            String approval = page.locator("[role=alert] a").getAttribute("href");
            Page deciding = console.signIn(officers, officer);
            deciding.navigate(console.url() + approval);
            deciding.locator("[name=comment]").fill("Keep the floor.");
            deciding.locator("button[value=REJECT]").click();
            deciding.waitForSelector(".flash.good");

            for (String tab : List.of("", "/trends", "/compare", "/gates", "/baselines", "/revisions", "/source")) {
                console.visit(page, "/suites/" + SUITE + tab);
            }
            console.visit(
                    page, "/suites/" + SUITE + "/compare?version=support-assistant@1&version=support-assistant@2");
            assertThat(page.locator("table.compare").textContent()).contains("rougeL.floor", "intervals apart");
            assertThat(page.locator("svg.plot.trend")
                            .first()
                            .locator("path.course")
                            .count())
                    .as("a line for each model")
                    .isPositive();
        }
    }

    @Test
    void writesARubricAndReadsTheCalibrationOfItsJudge() {
        Caller caller = Caller.of(stack, TEAM, "ml-engineer");
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/rubrics/new");
            page.locator("input[name=name]").fill("evaluation-tone");
            String source = page.locator("textarea[name=source]").inputValue();
            console.edit(page, "source", source.replace("\"team\": \"\"", "\"team\": \"" + TEAM + "\""));
            page.locator("button:has-text('Preview')").click();
            page.locator("button[name=save]").click();
            page.waitForURL("**/rubrics/evaluation-tone/versions/1");
            console.visit(page, "/rubrics/evaluation-tone/edit");
            source = page.locator("textarea[name=source]").inputValue();
            console.edit(page, "source", source.replace("Neutral.", "Neutral and short."));
            page.locator("button:has-text('Preview')").click();
            assertThat(page.locator("table.changes").textContent()).contains("Neutral and short.");
            console.look(page, "console-rubric-edit-preview");
            page.locator("button[name=save]").click();
            page.waitForURL("**/versions/2");
            console.visit(page, "/rubrics");
            console.visit(page, "/rubrics/relevance");

            console.visit(page, "/judges/new?rubric=evaluation-tone@2");
            page.locator("input[name=name]").fill("evaluation-judge");
            page.locator("select[name=team]").selectOption(TEAM);
            page.locator("input[name=model]").fill("registry:support-assistant@1");
            page.locator("main button.primary").click();
            page.waitForURL("**/judges/evaluation-judge");
            assertThat(page.locator("main").textContent()).contains("Not calibrated yet");
            String digest = caller.get("eval", "/api/v1/judges/evaluation-judge")
                    .body()
                    .path("digest")
                    .asString();
            JsonNode calibration = caller.post("eval", "/api/v1/judges/evaluation-judge/calibrations", labels(digest))
                    .expect(201)
                    .body();
            console.visit(page, "/judges");
            console.visit(page, "/judges/evaluation-judge");
            assertThat(page.locator("main table").textContent()).contains("support-assistant@1", "Unconfirmed");
            String path = "/judges/evaluation-judge/calibrations/"
                    + calibration.path("id").asString();
            console.visit(page, path);
            assertThat(page.locator("main").textContent())
                    .contains("Kappa, quadratic", "Reliability of scores", "Human labels alone", "Not requested yet");
            assertThat(page.locator("button:has-text('Request the confirmation')")
                            .count())
                    .as("ratings that the judge did not return cannot be confirmed")
                    .isZero();
        }
    }

    @Test
    void registersScorersOfThreeKinds() {
        Caller.of(stack, TEAM, "ml-engineer")
                .knownTo("eval", "/api/v1/scorers")
                .put("eval", "/api/v1/scorers/evaluation-length", Map.of("team", TEAM, "module", MODULE))
                .expect(201);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/scorers");
            assertThat(page.locator("main table").textContent()).contains("evaluation-length", "WebAssembly");
            console.visit(page, "/scorers/evaluation-length");
            assertThat(page.locator("main").textContent()).contains("evaluation-length@1");

            console.visit(page, "/scorers/new?kind=http");
            page.locator("input[name=name]").fill("evaluation-remote");
            page.locator("select[name=team]").selectOption(TEAM);
            page.locator("input[name='http.url']").fill("https://169.254.169.254/");
            page.locator("main button.primary").click();
            assertThat(page.locator("#http\\.url-error").textContent()).contains("link-local");

            console.visit(page, "/scorers/new");
            page.locator("input[name=name]").fill("evaluation-politeness");
            page.locator("select[name=team]").selectOption(TEAM);
            console.look(page, "console-scorer-new");
            page.locator("main button.primary").click();
            page.waitForLoadState();
            assertThat(page.locator("main").textContent())
                    .as("registered, or refused where programs cannot be contained")
                    .containsAnyOf("evaluation-politeness@1", "sandbox");
            console.look(page, "console-scorer");
        }
    }

    @Test
    void attacksAModelAndActsOnAFinding() {
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, engineer);
            console.visit(page, "/red-team/new?candidate=support-assistant@1");
            page.locator("input[name=team]").fill(TEAM);
            page.locator("input[name=strategies]").fill("direct, persuasion");
            page.locator("input[name=probesPerCategory]").fill("4");
            page.locator("main button.primary").click();
            page.waitForURL("**/red-team/*-*");
            String path = URI.create(page.url()).getPath();
            stack.get("eval", "/api/v1/red-team/campaigns" + path.substring("/red-team".length()) + "?wait=60");
            console.visit(page, path);
            assertThat(page.locator("main").textContent())
                    .contains("Over-refusal", "LLM01:2025", "AML.T0051.000", "Reliability of the detectors");
            console.visit(page, "/red-team");
            assertThat(page.locator("main table").textContent()).contains("support-assistant@1");
        }
    }

    @Test
    void labelsAPanelByKeyboardAndReadsItsFindings() {
        String panel = "evaluation-panel";
        try (BrowserContext engineers = console.newContext();
                BrowserContext annotators = console.newContext()) {
            Page page = console.signIn(engineers, engineer);
            console.visit(page, "/panels/new");
            page.locator("input[name=name]").fill(panel);
            console.edit(page, "source", PANEL);
            page.locator("button:has-text('Preview')").click();
            page.locator("button[name=save]").click();
            page.waitForURL("**/panels/" + panel);
            page.locator("input[name=annotator]").fill("Ada");
            page.locator("button:has-text('Invite by link')").click();
            String link = page.locator(".secret code").textContent();
            console.look(page, "console-panel-invited");

            Page theirs = annotators.newPage();
            theirs.navigate(link);
            console.look(theirs, "governance-invitation");
            theirs.locator("button:has-text('Start')").click();
            theirs.waitForURL("**/annotate/*");
            theirs.waitForLoadState();
            assertThat(theirs.locator(".progress").textContent()).contains("0 of 2 done");
            assertThat(theirs.locator("#guidelines").innerHTML()).contains("<strong>all</strong>", "&lt;script&gt;");
            theirs.keyboard().press("4");
            theirs.waitForCondition(() -> theirs.locator("#saved").textContent().equals("Draft saved."));
            theirs.reload();
            assertThat(theirs.locator("input[value='4']").isChecked())
                    .as("the draft is kept")
                    .isTrue();
            console.look(theirs, "console-annotate");
            theirs.keyboard().press("Enter");
            theirs.waitForSelector(".progress:has-text('1 of 2 done')");
            theirs.waitForLoadState();
            theirs.keyboard().press("u");
            theirs.waitForSelector(".progress:has-text('0 of 2 done')");
            theirs.waitForLoadState();
            theirs.keyboard().press("5");
            theirs.keyboard().press("Enter");
            theirs.waitForSelector(".progress:has-text('1 of 2 done')");
            theirs.waitForLoadState();
            theirs.keyboard().press("s");
            theirs.locator("#skip button").click();
            theirs.waitForSelector(".done");
            theirs.navigate(console.url() + "/");
            assertThat(theirs.url()).as("annotators see nothing else").contains("/annotate");
            theirs.navigate(console.url() + "/panels");
            assertThat(theirs.locator("h1").textContent()).doesNotContain("Panels");
            theirs.navigate(link);
            theirs.locator("button:has-text('Start')").click();
            assertThat(theirs.locator("[role=alert]").textContent()).contains("was used before");

            console.visit(page, "/panels");
            console.visit(page, "/panels/" + panel);
            assertThat(page.locator("main").textContent()).contains("2 of 2, 1 skipped", "Agreement", "Ada");
            console.visit(page, "/panels/" + panel + "/disagreements");
            console.visit(page, "/panels/" + panel + "/close");
            page.locator("button:has-text('Close the panel')").click();
            page.waitForURL("**/panels/" + panel);
            assertThat(page.locator(".facts").first().textContent()).contains("closed");
            Download labels = page.waitForDownload(
                    () -> page.locator("a:has-text('Export')").click());
            assertThat(Files.readString(labels.path())).contains("\"accuracy\":[5]", "\"skipped\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens the editor, changes the source and previews it.
    private static void preview(Page page, String suite, String before, String after) {
        console.visit(page, "/suites/" + suite + "/edit");
        String source = page.locator("textarea[name=source]").inputValue();
        assertThat(source).contains(before);
        console.edit(page, "source", source.replace(before, after));
        page.locator("button:has-text('Preview changes')").click();
        page.waitForSelector("table.changes");
        assertThat(page.locator("table.changes").textContent()).contains("floor", before, after);
    }

    private static Map<String, Object> labels(String digest) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double human = (i % 3) / 2.0;
            items.add(Map.of("id", "i-" + i, "human", human, "verdict", i % 10 == 0 ? 0.5 : human, "length", 20 + i));
        }
        return Map.of("judge", digest, "judgedModel", "support-assistant@1", "items", items);
    }

    /// The newest gate on that version of the story's model.
    private static String gate(int version) {
        return stack.get("eval", "/api/v1/gates?suite=" + SUITE + "&candidate=support-assistant@" + version)
                .path("items")
                .path(0)
                .path("id")
                .asString();
    }
}
