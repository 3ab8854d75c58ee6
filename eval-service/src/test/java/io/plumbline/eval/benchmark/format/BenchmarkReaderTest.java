package io.plumbline.eval.benchmark.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkReaderTest {

    private static List<BenchmarkItem> read(BenchmarkKind kind, String name, String text) {
        return BenchmarkReader.read(kind, List.of(new BenchmarkFile(name, text)));
    }

    @Test
    void readsCsvOfMmluWithQuotesAndLineBreaks() {
        List<BenchmarkItem> items = read(BenchmarkKind.MMLU, "astronomy_test.csv", """
                "Which ""planet"", of these,
                is red?",Mars,Venus,Earth,Pluto,A
                Which is blue?,Mars,Venus,Earth,Pluto,C
                """);

        assertThat(items).hasSize(2);
        assertThat(items.getFirst().question()).isEqualTo("Which \"planet\", of these,\nis red?");
        assertThat(items.getFirst().group()).isEqualTo("astronomy");
        assertThat(items.getLast().correct()).containsExactly(2);
        assertThat(items.getLast().id()).isEqualTo("astronomy_test-3");
    }

    @Test
    void takesDevelopmentFilesAsExamples() {
        List<BenchmarkItem> items = BenchmarkReader.read(
                BenchmarkKind.MMLU,
                List.of(
                        new BenchmarkFile("art_test.csv", "Q1,a,b,c,d,B\n"),
                        new BenchmarkFile("art_dev.csv", "Q0,a,b,c,d,D\n")));

        assertThat(items).extracting(BenchmarkItem::example).containsExactly(true, false);
        assertThat(items).extracting(BenchmarkItem::group).containsOnly("art");
    }

    @Test
    void cleansHellaSwagAsTheReferenceHarness() {
        List<BenchmarkItem> items = read(BenchmarkKind.HELLASWAG, "hellaswag_val.jsonl", """
                {"ind": 4, "activity_label": "Baking", "ctx_a": "[header] How to bake [title] Start early.", "ctx_b": "the cook", "endings": ["eats [x] now", "sleeps"], "label": "1"}
                """);

        assertThat(items.getFirst().question()).isEqualTo("Baking: How to bake. Start early. The cook");
        assertThat(items.getFirst().choices()).containsExactly("eats now", "sleeps");
        assertThat(items.getFirst().correct()).containsExactly(1);
    }

    @Test
    void makesTwoItemsOfEachQuestionOfTruthfulQa() {
        List<BenchmarkItem> items = read(BenchmarkKind.TRUTHFULQA, "TruthfulQA.csv", """
                Type,Category,Question,Best Answer,Correct Answers,Incorrect Answers,Source
                Adversarial,Myths,What is it?,Nothing,Nothing; Very little,All; A lot,here
                """);
        List<BenchmarkItem> targets = read(BenchmarkKind.TRUTHFULQA, "mc_task.json", """
                [{"question": "What is it?", "mc1_targets": {"Nothing": 1, "All": 0},
                  "mc2_targets": {"Nothing": 1, "Very little": 1, "All": 0}}]
                """);

        assertThat(items).extracting(BenchmarkItem::id).containsExactly("TruthfulQA-2/mc1", "TruthfulQA-2/mc2");
        assertThat(items.getFirst().choices()).containsExactly("Nothing", "All", "A lot");
        assertThat(items.getLast().correct()).containsExactly(0, 1);
        assertThat(targets.getLast().correct()).containsExactly(0, 1);
    }

    @Test
    void readsTasksAndPromptsOfBigBenchHard() {
        List<BenchmarkItem> items = BenchmarkReader.read(
                BenchmarkKind.BIG_BENCH_HARD,
                List.of(
                        new BenchmarkFile("sports.json", """
                                {"canary": "BENCHMARK", "examples": [{"input": "Is it?", "target": "yes"}]}
                                """),
                        new BenchmarkFile("sports.txt", "canary\n-----\nJudge.\n\nQ: A\nA: So the answer is no.")));

        assertThat(items.getFirst().question()).startsWith("Judge.");
        assertThat(items.getLast().group()).isEqualTo("sports");
        assertThat(items.getLast().answer()).isEqualTo("yes");
    }

    @Test
    void joinsFunctionCallsWithTheirAnswers() {
        List<BenchmarkItem> items = BenchmarkReader.read(
                BenchmarkKind.BFCL,
                List.of(new BenchmarkFile("BFCL_v3_simple.json", """
                                {"id": "simple_0", "question": [[{"role": "user", "content": "Add 1 and 2"}]], "function": [{"name": "math.add", "parameters": {"type": "dict", "properties": {}}}]}
                                {"id": "simple_1", "question": [[{"role": "user", "content": "Add 2 and 2"}]], "function": [{"name": "math.add", "parameters": {"type": "dict", "properties": {}}}]}
                                """), new BenchmarkFile("answers.json", """
                                {"id": "simple_0", "ground_truth": [{"math.add": {"a": [1]}}]}
                                {"id": "simple_1", "ground_truth": [{"math.add": {"a": [2]}}]}
                                """)));

        assertThat(items).extracting(BenchmarkItem::question).containsExactly("Add 1 and 2", "Add 2 and 2");
        assertThat(items.getFirst().group()).isEqualTo("simple");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MMLU | a_test.csv | Q,a,b,c,d,A\\nQ,a,b,c,A | 2 | has 5 fields instead of 6",
                "MMLU | a_test.csv | Q,a,b,c,d,E | 1 | names no choice in answer",
                "MMLU | a_test.csv | \"Q,a,b | 1 | has a quote that does not end",
                "MMLU | a.jsonl | {\"question\": \"Q\", \"choices\": [\"a\"], \"answer\": 0} | 1 | needs 2 to 26 texts in choices",
                "HELLASWAG | a.jsonl | \\n{\"ctx\": \"Q\", \"endings\": [\"a\", \"b\"], \"label\": 2} | 2 | names no choice in label",
                "GSM8K | a.jsonl | {\"question\": \"Q\", \"answer\": \"2\"} | 1 | has no solution after #### in answer",
                "GSM8K | a.jsonl | {\"question\" | 1 | is not valid JSON",
                "GSM8K | a.jsonl | [1] | 1 | is not a JSON object",
                "GSM8K | a.exe | x | 1 | must be a file .jsonl, .json or .csv",
                "XSTEST | a.jsonl | {\"type\": \"t\", \"prompt\": \"p\", \"label\": \"maybe\"} | 1 | has a label other than safe and unsafe",
                "HUMANEVAL | a.jsonl | {\"task_id\": \"T\", \"prompt\": \"p\", \"entry_point\": \"x;y\", \"test\": \"def check(\"} | 1 | has no name of a function in entry_point",
                "HUMANEVAL | a.jsonl | {\"task_id\": \"T\", \"prompt\": \"p\", \"entry_point\": \"x\", \"test\": \"pass\"} | 1 | does not define check in test",
                "IFEVAL | a.jsonl | {\"prompt\": \"p\", \"instruction_id_list\": [\"a:b\"], \"kwargs\": []} | 1 | has not one object in kwargs for each instruction",
                "BFCL | a.json | {\"id\": \"s_0\", \"question\": \"q\", \"function\": []} | 1 | has no ground_truth of 1 to 32 calls in another file",
                "BFCL | a.json | {\"id\": \"m_0\", \"question\": [[], []], \"involved_classes\": [\"MathAPI\"]} | 1 | needs the Python classes of the reference to be scored (involved_classes); only files with one turn can be run",
                "BFCL | a.json | {\"id\": \"m_0\", \"ground_truth\": [[\"ls(a=True)\"], []]} | 1 | needs the Python classes of the reference to be scored (involved_classes); only files with one turn can be run",
                "TRUTHFULQA | a.jsonl | {\"question\": \"q\", \"best_answer\": \"a\", \"correct_answers\": [\"a\"], \"incorrect_answers\": [\"a\"]} | 1 | needs true and false answers, and one best answer"
            })
    void refusesPoisonedRowsWithTheirLine(BenchmarkKind kind, String name, String text, int line, String reason) {
        assertThatThrownBy(() -> read(kind, name, text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(MalformedBenchmarkException.class, e -> {
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.reason()).isEqualTo(reason);
                });
    }

    @Test
    void refusesWhatCannotBeStoredOrRepeats() {
        assertThatThrownBy(() ->
                        read(BenchmarkKind.GSM8K, "a.jsonl", "{\"question\": \"\\u0000\", \"answer\": \"#### 1\"}"))
                .hasMessageContaining("cannot be stored");
        assertThatThrownBy(() ->
                        read(BenchmarkKind.GSM8K, "a.jsonl", "{\"question\": \"\\ud800\", \"answer\": \"#### 1\"}"))
                .hasMessageContaining("cannot be stored");
        String row = "{\"id\": \"same\", \"question\": \"q\", \"answer\": \"#### 1\"}\n";
        assertThatThrownBy(() -> read(BenchmarkKind.GSM8K, "a.jsonl", row + row))
                .hasMessageContaining("same");
        assertThatThrownBy(() -> read(BenchmarkKind.GSM8K, "train.jsonl", row)).hasMessageContaining("no item to test");
        assertThatThrownBy(() -> BenchmarkFile.of("a.jsonl", new byte[] {'{', '\n', (byte) 0xC0, '\n'}))
                .isInstanceOfSatisfying(
                        MalformedBenchmarkException.class,
                        e -> assertThat(e.line()).isEqualTo(2));
    }

    @Test
    void refusesFunctionsAndGroupsWithoutBounds() {
        String call = """
                {"id": "s_0", "question": "q", "function": [{"name": "f", "description": "%s", "parameters": {}}], "ground_truth": [{"f": {}}]}
                """;
        assertThat(read(BenchmarkKind.BFCL, "a.json", call.formatted("fine"))).hasSize(1);
        assertThatThrownBy(() -> read(BenchmarkKind.BFCL, "a.json", call.formatted("\\ud800")))
                .hasMessageContaining("a character in function that cannot be stored");
        assertThatThrownBy(() -> read(BenchmarkKind.BFCL, "a.json", call.formatted("x".repeat(100_001))))
                .hasMessageContaining("more than 100000 characters in function");
        String many = "\", \"more\": [" + ("\"" + "x".repeat(90_000) + "\", ").repeat(6) + "\"x\"], \"y\": \"";
        assertThatThrownBy(() -> read(BenchmarkKind.BFCL, "a.json", call.formatted(many)))
                .hasMessageContaining("more than 500000 characters in function");
        assertThatThrownBy(() -> read(
                        BenchmarkKind.IFEVAL,
                        "a.jsonl",
                        "{\"prompt\": \"p\", \"instruction_id_list\": [\"a:b\"], \"kwargs\": [{\"k\": \"\\u0000\"}]}"))
                .hasMessageContaining("a character in kwargs that cannot be stored");
        String groups = IntStream.range(0, 1_001)
                .mapToObj(i -> "{\"task\": \"t" + i + "\", \"input\": \"i\", \"target\": \"t\"}\n")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> read(BenchmarkKind.BIG_BENCH_HARD, "a.jsonl", groups))
                .hasMessageContaining("more than 1000 groups");
    }

    @Test
    void unpacksGzipWithinItsLimit() throws IOException {
        assertThat(BenchmarkFile.of("folder/HumanEval.jsonl.gz", packed(3)))
                .isEqualTo(new BenchmarkFile("HumanEval.jsonl", "aaa"));
        byte[] bomb = packed((64 << 20) + 1);
        assertThatThrownBy(() -> BenchmarkFile.of("bomb.jsonl.gz", bomb)).hasMessageContaining("larger than 64 MiB");
    }

    private static byte[] packed(int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write("a".repeat(size).getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
