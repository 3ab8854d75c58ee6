package io.plumbline.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/// What is not stored as a suite, and what a suite's name is safe from.
class RefusedSuiteIT {

    private static final String DOCUMENT = EvalUnderTest.document("faq@1", "[{\"name\": \"rougeL\", \"floor\": 0.5}]");

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        eval.registry.dataset("team-b", "theirs", EvalUnderTest.questions(3));
        eval.registry.prompt("team-b", "theirs", 1, "input");
        eval.registry.prompt(EvalUnderTest.TEAM, "tell-tale", 1, "input", "references");
    }

    @Test
    void refusesTheNameOfAnotherTeamsSuite() {
        put("taken", DOCUMENT, null);
        eval.service
                .client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/suites/taken")
                .contentType(MediaType.APPLICATION_JSON)
                .body(DOCUMENT.replace("faq@1", "theirs@1"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /metrics/0/name   | "metrics": [{"name": "brilliance", "floor": 0.5}]
                    /metrics/1/name   | "metrics": [{"name": "rougeL", "floor": 0.5}, {"name": "rougeL", "floor": 0.6}]
                    /metrics/0/floor  | "metrics": [{"name": "rougeL", "floor": 50}]
                    /metrics/0/as     | "metrics": [{"name": "rougeL", "as": "slice", "floor": 0.5}]
                    /metrics/0/as     | "metrics": [{"name": "rougeL", "as": "baseline", "floor": 0.5}]
                    /metrics          | "metrics": [{"name": "rougeL"}]
                    /metrics          | "metrics": [{"name": "rougeL", "floor": 0.5, "blocking": false}]
                    /metrics          | "metrics": []
                    /metrics          | "metrics": [{"name": "rougeL", "floor": 0}]
                    /metrics          | "metrics": [{"name": "rougeL", "maxRegression": 1}]
                    /template/messages/0/content | "template": {"messages": [{"role": "user", "content": "{{ references }}"}]}
                    /template/messages/0/content | "template": {"messages": [{"role": "user", "content": "{{\\u3000references}}"}]}
                    /dataset          | "dataset": "absent@1"
                    /dataset          | "dataset": "theirs@1"
                    /template/prompt  | "template": {"prompt": "absent@1"}
                    /template/prompt  | "template": {"prompt": "theirs@1"}
                    /template/prompt  | "template": {"prompt": "tell-tale@1"}
                    /template         | "template": {}
                    /template         | "template": {"prompt": "a@1", "messages": [{"role": "user", "content": "x"}]}
                    /template/messages/0/role | "template": {"messages": [{"role": "robot", "content": "x"}]}
                    /dataset          | "dataset": "faq"
                    /repeats          | "repeats": 21
                    /concurrency      | "concurrency": 65
                    /errorBudget      | "errorBudget": 0.6
                    /ceilings/costUsd | "ceilings": {"costUsd": -1}
                    """)
    void refusesWhatCannotBeRun(String pointer, String change) {
        String member = change.substring(0, change.indexOf(':'));
        StringBuilder document = new StringBuilder("{").append(change);
        for (String usual : new String[] {
            "\"dataset\": \"faq@1\"",
            "\"template\": {\"messages\": [{\"role\": \"user\", \"content\": \"{{input}}\"}]}",
            "\"metrics\": [{\"name\": \"rougeL\", \"floor\": 0.5}]"
        }) {
            if (!usual.startsWith(member + ":")) {
                document.append(", ").append(usual);
            }
        }
        put("refused", document + "}", null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }

    /// It would be sent as it stands, and the gate would pass.
    @Test
    void suggestsTheFieldOfAMisspeltPlaceholder() {
        put("misspelt", DOCUMENT.replace("{{input}}", "{{input}} in {{slcie}}"), null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/suite-invalid")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/template/messages/0/content")
                .jsonPath("$.errors[0].message")
                .isEqualTo("slcie is not a field of the dataset's records. Did you mean slice? Their fields are id,"
                        + " input, references, slice.");
        eval.registry.prompt(EvalUnderTest.TEAM, "misspelt", 1, "inptu");
        put("misspelt", DOCUMENT.replaceFirst("\"messages\": \\[.*?]", "\"prompt\": \"misspelt@1\""), null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].message")
                .value(String.class, message -> assertThat(message).contains("inptu", "Did you mean input?"));
    }

    @Test
    void storesNothingWhileTheRegistryIsUnavailable() {
        eval.registry.away(true);
        try {
            put("unchecked", DOCUMENT, null)
                    .expectStatus()
                    .isEqualTo(503)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("/problems/sibling-unavailable");
        } finally {
            eval.registry.away(false);
        }
        eval.engineer()
                .get()
                .uri("/api/v1/suites/unchecked")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void refusesSlicesAndTiersThatCannotBlock() {
        String suite = EvalUnderTest.document("faq@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]")
                .strip();
        String open = suite.substring(0, suite.length() - 1);
        for (String[] wrong : new String[][] {
            {"\"slices\": {\"vip\": {\"metrics\": [\"bleu\"]}}", "/slices/vip/metrics"},
            {"\"slices\": {\"vip\": {\"maxRegression\": 1}}", "/slices/vip"},
            {"\"slices\": {\"a/b\": {\"floor\": 2}}", "/slices/a~1b/floor"},
            {"\"requires\": {\"judge\": {}}", "/requires/judge"}
        }) {
            put("unblockable", open + ", " + wrong[0] + "}", null)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].pointer")
                    .isEqualTo(wrong[1]);
        }
        put(
                        "sliced",
                        open + ", \"slices\": {\"vip\": {\"maxRegression\": 0.1}}, \"requires\": {\"redTeam\": {}}}",
                        null)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.slices.vip.maxRegression")
                .isEqualTo(0.1);
    }

    private static RestTestClient.ResponseSpec put(String name, String document, @Nullable String ifMatch) {
        RestTestClient.RequestBodySpec request =
                eval.engineer().put().uri("/api/v1/suites/" + name).contentType(MediaType.APPLICATION_JSON);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.body(document).exchange();
    }
}
