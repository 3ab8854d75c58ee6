package io.plumbline.standalone.evalimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationImportTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    private final EvaluationDraft draft = new EvaluationDraft("retail");

    private JsonNode translated(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("promptfooconfig.yaml"), config);
        new PromptfooImport(file, "support", draft).run();
        draft.write(folder.resolve("out"));
        return JSON.readTree(Files.readString(folder.resolve("out/imported.json")));
    }

    private String lines(String file) throws IOException {
        return Files.readString(folder.resolve("out").resolve(file));
    }

    @Test
    void dividesTestsByTheKindOfTheirAssertions() throws IOException {
        JsonNode documents = translated("""
                prompts:
                  - 'Answer briefly: {{ question }}'
                providers: [openai:gpt-4.1-mini]
                defaultTest:
                  assert: [{type: latency, threshold: 3000}, {type: not-contains, value: as an AI}]
                tests:
                  - vars: {question: Capital of France?}
                    assert: [{type: icontains, value: paris}, {type: llm-rubric, value: is polite}]
                  - vars: {question: 2 + 2?}
                    assert: [{type: equals, value: 4}]
                  - vars: {topic: none}
                """);
        assertThat(documents.findValuesAsString("name"))
                .containsExactly(
                        "support",
                        "support-icontains",
                        "support-icontains",
                        "contains",
                        "latency",
                        "support-equals",
                        "support-equals",
                        "exactMatch",
                        "latency");
        assertThat(documents.get(0).at("/version/messages/0/content").asString())
                .isEqualTo("Answer briefly: {{question}}");
        JsonNode suite = documents.get(2);
        assertThat(suite.path("dataset").asString()).isEqualTo("support-icontains");
        assertThat(suite.at("/metrics/0")).isEqualTo(JSON.readTree("""
                {"name": "contains", "as": "icontains", "options": {"ignoreCase": true}, "maxRegression": 0.05}"""));
        assertThat(JSON.readTree(lines("support-icontains.jsonl"))).isEqualTo(JSON.readTree("""
                {"id": "test-1", "input": "Capital of France?", "question": "Capital of France?",
                 "references": ["paris"]}"""));
        assertThat(lines("support-equals.jsonl")).contains("\"references\":[\"4\"]");
        assertThat(draft.untranslated())
                .anyMatch(line -> line.startsWith("providers"))
                .anyMatch(line -> line.startsWith("test 1, assertion llm-rubric") && line.contains("judge"))
                .anyMatch(line -> line.startsWith("test 3") && line.contains("question"));
    }

    @Test
    void readsPromptsAndTestsOfFilesBelowTheFolder() throws IOException {
        Files.createDirectories(folder.resolve("prompts"));
        Files.writeString(folder.resolve("prompts/two.txt"), "Briefly: {{q}}\n---\nKindly: {{q}}\n");
        Files.writeString(folder.resolve("prompts/chat.yaml"), "- {role: user, content: 'Chat: {{q}}'}\n");
        Files.writeString(
                folder.resolve("tests.yaml"), "- {vars: {q: 1 + 1?}, assert: [{type: equals, value: '2'}]}\n");
        Files.writeString(
                folder.resolve("tests.jsonl"),
                "{\"vars\": {\"q\": \"2 + 2?\"}, \"assert\": [{\"type\": \"equals\", \"value\": \"4\"}]}\n");
        Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("/etc/hostname"));
        JsonNode documents = translated("""
                prompts: [file://prompts/two.txt, {id: 'file://prompts/chat.yaml'}, file://link.txt, 'file://run.py:main']
                tests: [file://tests.yaml, file://tests.jsonl, file://tests.csv, 'file://../tests.yaml']
                """);
        assertThat(documents.findValuesAsString("content"))
                .startsWith("Briefly: {{q}}", "Kindly: {{q}}", "Chat: {{q}}");
        assertThat(lines("support.jsonl").lines()).hasSize(2);
        assertThat(draft.untranslated())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("prompt 3:"))
                .anyMatch(line -> line.startsWith("prompt 4:"))
                .anyMatch(line -> line.startsWith("tests file://tests.csv:"))
                .anyMatch(line -> line.startsWith("tests file://../tests.yaml:"));
    }

    @Test
    void listsWhatOnlyCodeCanDecide() throws IOException {
        translated("""
                prompts: ['{% if x %}{{x}}{% endif %}', 'file://p.txt', '[{"role":"system","content":"Be kind."},{"role":"user","content":"{{q}}"}]']
                tests:
                  - {vars: {q: file://q.txt}, assert: [{type: equals, value: a}]}
                  - {vars: {q: Hi}, assert: [{type: javascript, value: output.length > 3}, {type: regex, value: '^H'}]}
                """);
        assertThat(draft.untranslated())
                .anyMatch(line -> line.contains("Nunjucks"))
                .anyMatch(line -> line.startsWith("prompt 2") && line.contains("another file"))
                .anyMatch(line -> line.contains("assertion javascript") && line.contains("custom scorer"))
                .anyMatch(line -> line.startsWith("test 1"));
        assertThat(lines("support.jsonl")).contains("\"q\":\"Hi\"").doesNotContain("q.txt");
    }

    @Test
    void readsARegistryOfOpenAiEvals() throws IOException {
        Files.createDirectories(folder.resolve("evals"));
        Files.createDirectories(folder.resolve("data/arith"));
        Files.writeString(folder.resolve("evals/arith.yaml"), """
                arith:
                  id: arith.dev.v0
                arith.dev.v0:
                  class: evals.elsuite.basic.match:Match
                  args: {samples_jsonl: arith/samples.jsonl}
                alike.v0:
                  class: evals.elsuite.basic.match:Match
                  args: {samples_jsonl: alike.jsonl}
                joke.v0:
                  class: evals.elsuite.modelgraded.classify:ModelBasedClassify
                gone.v0:
                  class: evals.elsuite.basic.includes:Includes
                  args: {samples_jsonl: ../../etc/passwd}
                """);
        Files.writeString(folder.resolve("data/arith/samples.jsonl"), """
                {"input": [{"role": "system", "content": "Add."}, {"role": "user", "content": "2+2"}], "ideal": "4"}
                {"input": [{"role": "system", "content": "Subtract."}, {"role": "user", "content": "2-2"}], "ideal": "0"}
                {"input": [{"role": "system", "content": "Add."}, {"role": "user", "content": "1+1"}], "ideal": ["2", "two"]}
                {"input": [{"role": "user", "content": "1+2"}, {"role": "assistant", "content": "3"}, {"role": "user", "content": "+3"}], "ideal": "6"}
                {"input": [{"role": "robot", "content": "2+2"}], "ideal": "4"}
                """);
        Files.writeString(folder.resolve("data/alike.jsonl"), """
                {"input": [{"role": "system", "content": "Add."}, {"role": "user", "content": "2+3"}], "ideal": "5"}
                {"input": [{"role": "system", "content": "Add."}, {"role": "user", "content": "3+3"}], "ideal": "6"}
                """);
        new OpenAiEvalsImport(folder, draft).run();
        draft.write(folder.resolve("out"));
        assertThat(lines("arith.dev.v0.jsonl").lines())
                .as("instructions differ, so each record has its messages")
                .hasSize(4)
                .anyMatch(line -> line.contains("Subtract.") && line.contains("\"messages\""))
                .anyMatch(line -> line.contains("\"two\""))
                .last()
                .asString()
                .contains("\"assistant\"", "+3");
        assertThat(lines("alike.v0.jsonl")).contains("\"input\":\"2+3\"").doesNotContain("Add.");
        assertThat(lines("imported.json"))
                .contains("\"startsWith\"", "Add.", "{{messages}}", "{{input}}")
                .doesNotContain("Subtract");
        assertThat(draft.untranslated())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("eval arith.dev.v0, sample 5"))
                .anyMatch(line -> line.startsWith("eval joke.v0") && line.contains("judge"))
                .anyMatch(line -> line.startsWith("eval gone.v0"));
    }

    @Test
    void readsOnlyRegularFilesOfLimitedSizeInsideTheFolder() throws IOException {
        String eval = """
                %s.v0:
                  class: evals.elsuite.basic.match:Match
                  args: {samples_jsonl: samples.jsonl}
                """;
        Path registry = folder.resolve("registry");
        Path evals = Files.createDirectories(registry.resolve("evals"));
        Files.createDirectories(registry.resolve("data"));
        Files.writeString(registry.resolve("data/samples.jsonl"), "{\"input\": \"2+2\", \"ideal\": \"4\"}\n");
        Path outside = Files.writeString(folder.resolve("outside.yaml"), eval.formatted("outside"));
        Files.createSymbolicLink(evals.resolve("link.yaml"), outside);
        Files.writeString(evals.resolve("inside.yaml"), eval.formatted("inside"));
        Files.createDirectories(evals.resolve("folder.yaml"));
        Files.writeString(evals.resolve("large.yaml"), "#".repeat(3_000_000) + "\n" + eval.formatted("large"));

        new OpenAiEvalsImport(registry, draft).run();

        draft.write(folder.resolve("out"));
        assertThat(lines("imported.json")).contains("inside.v0").doesNotContain("outside", "large");
        assertThat(draft.untranslated())
                .hasSize(3)
                .allMatch(line -> line.contains("not a file inside the folder, or larger than 3 MB"));
    }

    @Test
    void refusesFilesOfAnotherKind() throws IOException {
        Path list = Files.writeString(folder.resolve("list.yaml"), "- a\n");
        assertThatExceptionOfType(CannotContinue.class).isThrownBy(() -> new PromptfooImport(list, "x", draft).run());
        assertThatExceptionOfType(CannotContinue.class).isThrownBy(() -> new OpenAiEvalsImport(folder, draft).run());
    }
}
