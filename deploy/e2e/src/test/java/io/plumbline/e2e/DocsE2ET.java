package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The commands of the docs do what the docs say.
class DocsE2ET {

    private static final String ANSWER = "Freeze the card in the app at once";
    private static final String RESTORED = "I will write to ada@example.com";

    private static final Pattern PROBLEM = Pattern.compile("\"/problems/([a-z-]+)\"");

    private static RunningStack stack;

    @BeforeAll
    static void start() {
        stack = RunningStack.get();
    }

    @Test
    void answersTheFirstCallOfTheReadme() {
        RunningStack.Ended ended = Snippets.of("README.md")
                .section("First call")
                .with("http://localhost:8080", stack.url("gateway"))
                .onStack()
                .run();
        assertThat(ended.output()).contains("HTTP/1.1 200", "x-plumbline-guardrails: pii=redact:1", ANSWER, RESTORED);
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void verifiesTheLogAsTheReadmeSays() {
        RunningStack.Ended ended = Snippets.of("README.md")
                .section("Verify the audit log")
                .onStack()
                .run();
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void closesTheLoopOfTheQuickstart() {
        RunningStack.Ended ended = Snippets.of("docs/quickstart.md").onStack().run();
        assertThat(ended.output())
                .contains("\"verdict\":\"PASS\"", "\"state\":\"APPROVED\"", "\"stage\":\"PRODUCTION\"")
                .contains("x-plumbline-guardrails: pii=redact:1", ANSWER, RESTORED)
                .contains("gateway.call.completed", "registry.pointer.moved");
        assertThat(PROBLEM.matcher(ended.output()).results().map(problem -> problem.group(1)))
                .as("what is refused")
                .containsExactly("approval-required");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void takesTheProofOfAnEventAway() {
        Snippets page = Snippets.of("docs/guides/verify-the-audit-log.md")
                .with("http://localhost:8083", stack.url("governance"))
                .with("> proof.json", "| tee proof.json")
                .onStack();
        RunningStack.Ended ended = page.run();
        assertThat(ended.output()).contains("\"auditPath\"", "\"checkpoint\"");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void writesAndTriesAGuardPolicy() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/guard-policy.md").onStack().run();
        assertThat(ended.output())
                .contains(
                        "\"name\":\"support-desk\"", "**** **** **** 1111", "\"decision\":\"redact\"", "\"decisions\":")
                .doesNotContain("ada@example.com");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void asksWhatEachPolicyWouldDo() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/choose-a-policy.md").onStack().run();
        assertThat(ended.output())
                .contains("\"decision\":\"redact\"", "1,250.00 EUR from 3 May")
                .doesNotContain("Ada Lovelace");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void takesAThresholdFromOnesOwnTexts() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/prompt-injection.md").onStack().run();
        assertThat(ended.output()).contains("\"threshold\":", "\"fewestTexts\":19", "\"attacks\":{\"hits\":1");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void buildsAKnowledgeBase() {
        RunningStack.Ended ended = Snippets.of("docs/guides/knowledge-base.md")
                .with("apply -f ", "apply ")
                .with("/srv/handbooks", RunningStack.HANDBOOKS.toString())
                .onStack()
                .run();
        assertThat(ended.output())
                .contains("\"added\":1", "The blue room can be booked")
                .contains("\"state\":\"QUEUED\"", "30 days of leave", "[EMAIL_ADDRESS_", "\"deleted\":1", "\"hits\":[]")
                .containsSubsequence(
                        "knowledge-base staff-handbook: created",
                        "document signing-limits.csv: created",
                        "knowledge-base staff-handbook: unchanged",
                        "documents unchanged: 1",
                        "50000")
                .doesNotContain("ada@example.com");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void approvesARemedyInAdvance() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/self-healing.md").onStack().run();
        assertThat(ended.output())
                .containsSubsequence("\"state\":\"WANTED\"", "\"state\":\"APPROVED\"", "\"items\":[]")
                .contains("\"enabled\":false", "\"enabled\":true")
                .doesNotContain("/problems/");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void answersFromAKnowledgeBase() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/retrieval.md").onStack().run();
        assertThat(ended.output()).contains("opens at 8:40 with two keys. [1]", "\"citations\":[{\"index\":1");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void makesABudgetAndALimit() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/budgets.md").onStack().run();
        assertThat(ended.output()).contains("\"code\":\"budget_exceeded\"", "\"spentUsd\":", "frugal-callers");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void showsACallThatBypassesTheGateway() {
        RunningStack.Ended ended = Snippets.of("docs/guides/otlp.md").onStack().run();
        assertThat(ended.output())
                .containsSubsequence("{}", "\"target\":\"openai/gpt-4o-mini\"", "\"costUsd\":0.000228")
                .contains("\"state\":\"UNREGISTERED\"", "\"unguardedServices\":[\"checkout\"]");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void sendsAlertsToPeople() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/alerts.md").onStack().run();
        assertThat(ended.output())
                .contains("\"hasSecret\":true", "\"event\":\"TEST\"", "\"afterMinutes\":15", "\"state\":\"ACTIVE\"")
                .doesNotContain("/problems/", "whsec_", "hooks.slack.com");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void leadsCallsByRulesAndAnswersThemFromTheCache() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/routing.md").onStack().run();
        assertThat(ended.output())
                .containsSubsequence(
                        "x-plumbline-cache: miss",
                        "x-plumbline-cache: hit",
                        "x-plumbline-variant: large",
                        "\"targets\"")
                .contains("\"retriesLeft\"")
                .doesNotContain("\"error\":{", "/problems/");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void callsInBothVendorsLanguages() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/clients.md").onStack().run();
        assertThat(ended.output())
                .contains(
                        "\"object\":\"chat.completion\"",
                        "\"object\":\"response\"",
                        "\"object\":\"embedding\"",
                        "\"object\":\"list\"",
                        "\"type\":\"message\"",
                        "\"stop_reason\":\"end_turn\"",
                        "\"input_tokens\":")
                .doesNotContain("\"error\":{", "/problems/");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void makesUsersAndKeysAndSaysWhoPays() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/users-and-keys.md").onStack().run();
        assertThat(ended.output())
                .contains("\"username\":\"ada\"", "\"items\":[")
                .doesNotContain("/problems/");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void registersAModelAsMlflowDoes() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/mlflow.md").onStack().run();
        assertThat(ended.output())
                .contains(
                        "\"current_stage\":\"Staging\"",
                        "\"alias\":\"challenger\"",
                        "\"error_code\":\"RESOURCE_CONFLICT\"",
                        "A gate must pass first",
                        "# mlflow-guide version 1",
                        "\"specVersion\":\"1.7\"");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void fineTunesAndGates() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/fine-tune-and-gate.md").onStack().run();
        assertThat(ended.output())
                .containsSubsequence(
                        "\"state\":\"QUEUED\"",
                        "\"state\":\"SUCCEEDED\"",
                        "\"anomaly\":\"MEMORISED_CANARY\"",
                        "/problems/gate-required",
                        "\"verdict\":\"PASS\"",
                        "\"stage\":\"PRODUCTION\"",
                        "fine-tuning-job:",
                        "\"name\":\"vault-loop\"",
                        "\"state\":\"REQUESTED\"",
                        "\"approval\":\"",
                        "\"stage\":\"NONE\"");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void evaluatesAnAgent() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/evaluate-an-agent.md").onStack().run();
        assertThat(ended.output())
                .contains("\"goalState.pass^2\"", "\"kind\":\"TOOL\"", "\"ending\":\"COMPLETED\"", "cancelled")
                .doesNotContain("/problems/");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void evaluatesRetrieval() {
        RunningStack.Ended ended =
                Snippets.of("docs/guides/evaluate-retrieval.md").onStack().run();
        assertThat(ended.output()).contains("\"contextRecall.floor\"").doesNotContain("/problems/");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void asksTheGateFromAPipeline() {
        RunningStack.Ended ended = Snippets.of("docs/guides/gate-in-ci.md")
                .with("http://localhost:8082", stack.url("eval"))
                .with("plk_...", stack.credential("adminApiKey"))
                .run();
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
}
