package io.plumbline.eval.gate.run.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.VersionSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class AnsweringPartsTest {

    private static final String MODEL = """
            {"name": "bot", "version": 1, "team": "a", "stage": "NONE", "digest": "sha256:1", "license": "MIT",
             "provider": "openai", "upstreamModel": "gpt", "trainingData": [],
             "parameters": {"top_p": 0.5, "temperature": 1, "note": "x"},
             "artifacts": [{"uri": "s3://a", "digest": "sha256:aa"}, {"uri": "s3://b"}]}
            """;
    private static final String PROMPT = """
            {"name": "ask", "version": 1, "team": "a", "digest": "sha256:1", "technique": "few-shot",
             "messages": [{"role": "user", "content": "{{input}}"}],
             "variables": {"properties": {"input": {"type": "string"}}}, "parameters": {"top_p": 0.5}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"MIT\" -> \"MIT \"",
                "sha256:1\" -> sha256:2\"",
                "\"trainingData\": [] -> \"trainingData\": [\"more@1\"]",
                "\"note\": \"x\" -> \"note\": \"y\"",
                "s3://a -> s3://c",
                "\"bot\" -> \"other\""
            })
    void isTheSameModelWhateverChangesNoAnswer(String change) {
        assertThat(model(change)).isEqualTo(model("name -> name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai -> azure",
                "gpt -> gpt-2",
                "\"top_p\": 0.5 -> \"top_p\": 0.4",
                "\"temperature\": 1 -> \"temperature\": 0.9",
                "sha256:aa -> sha256:bb"
            })
    void isAnotherModelWhereAnswersMayChange(String change) {
        assertThat(model(change)).isNotEqualTo(model("name -> name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"few-shot -> zero-shot", "\"string\" -> [\"string\"]", "sha256:1 -> sha256:2"})
    void isTheSamePromptAfterIrrelevantChanges(String change) {
        assertThat(prompt(change)).isEqualTo(prompt("name -> name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{input}} -> {{input}}.", "0.5 -> 0.4", "\"user\" -> \"system\""})
    void isAnotherPromptIfAnswersMayChange(String change) {
        assertThat(prompt(change)).isNotEqualTo(prompt("name -> name"));
    }

    @Test
    void usesTheWholeDocumentWithoutDetailsFromTheRegistry() {
        assertThat(model("provider -> unknown")).isEqualTo("sha256:1");
        assertThat(prompt("messages -> unknown")).isEqualTo("sha256:1");
    }

    private static String model(String change) {
        return String.valueOf(AnsweringParts.ofModel(read(changed(MODEL, change), VersionSummary.class)));
    }

    private static String prompt(String change) {
        return String.valueOf(AnsweringParts.ofPrompt(read(changed(PROMPT, change), PromptVersion.class)));
    }

    private static String changed(String json, String change) {
        String[] sides = change.split(" -> ", 2);
        assertThat(json).contains(sides[0]);
        return json.replace(sides[0], sides[1]);
    }

    private static <T> T read(String json, Class<T> type) {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(json, type);
    }
}
