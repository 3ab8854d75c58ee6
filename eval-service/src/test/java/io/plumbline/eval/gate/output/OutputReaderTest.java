package io.plumbline.eval.gate.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.kit.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputReaderTest {

    private final List<ReceivedOutput> outputs = new ArrayList<>();

    private void read(OutputFormat format, String file) throws IOException {
        new OutputReader(format, outputs::add).read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsLinesOfItsOwnForm() throws IOException {
        read(OutputFormat.JSONL, """
                {"id": "a", "output": "yes"}

                {"id": 7, "repeat": 1, "error": "timed\\nout"}
                """);
        assertThat(outputs)
                .containsExactly(
                        new ReceivedOutput("a", 0, "yes", null), new ReceivedOutput("7", 1, null, "timed out"));
    }

    /// As lm-evaluation-harness writes `samples_*.jsonl`.
    @Test
    void readsTheFilteredResponsesOfLmEval() throws IOException {
        read(OutputFormat.LM_EVAL, """
                {"doc_id": 0, "doc": {"question": "2+2", "answer": "#### 4"}, "target": "4",
                 "arguments": {"gen_args_0": {"arg_0": "Q"}}, "resps": [["The answer is 4."]],
                 "filtered_resps": ["4"], "exact_match": 1.0, "doc_hash": "x"}
                """.replace("\n ", " "));
        read(OutputFormat.LM_EVAL, "{\"doc_id\": 3, \"doc\": {\"id\": \"q-3\"}, \"filtered_resps\": [[\"5\"]]}");
        assertThat(outputs)
                .containsExactly(new ReceivedOutput("0", 0, "4", null), new ReceivedOutput("q-3", 0, "5", null));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(OutputFormat.LM_EVAL, "{\"doc_id\": 0, \"filtered_resps\": [[-1.5, false]]}"));
    }

    @Test
    void readsTheSamplesOfAnInspectLog() throws IOException {
        read(OutputFormat.INSPECT, """
                {"version": 2, "status": "success", "eval": {"task": "faq", "model": "openai/gpt-4.1-mini"},
                 "samples": [
                  {"id": 1, "epoch": 1, "input": "Q", "target": "A", "messages": [{"role": "user", "content": "Q"}],
                   "output": {"model": "gpt", "choices": [{"message": {"role": "assistant", "content": "A"}}],
                              "completion": "A"}},
                  {"id": "q-2", "epoch": 2, "output": {"choices": [{"message": {"role": "assistant",
                    "content": [{"type": "text", "text": "B"}, {"type": "text", "text": "C"}]}}]}},
                  {"id": "q-3", "epoch": 1, "output": {"choices": []}, "error": {"message": "rate limit"}}],
                 "stats": {"started_at": "2026"}}
                """);
        assertThat(outputs)
                .containsExactly(
                        new ReceivedOutput("1", 0, "A", null),
                        new ReceivedOutput("q-2", 1, "BC", null),
                        new ReceivedOutput("q-3", 0, null, "rate limit"));
    }

    @Test
    void makesAnErrorOfAnOutputBeyondTheBoundOfAnswers() throws IOException {
        read(OutputFormat.JSONL, "{\"id\": \"a\", \"output\": \"" + "x".repeat(200_001) + "\"}");
        assertThat(outputs).containsExactly(new ReceivedOutput("a", 0, null, "the answer is too long"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSONL|{\"output\": \"x\"}|/lines/1",
                "JSONL|{\"id\": \"a\", \"output\": 7}|/lines/1",
                "JSONL|{\"id\": \"a\", \"repeat\": 10, \"output\": \"x\"}|/lines/1",
                "JSONL|[1]|/lines/1",
                "JSONL|{|/lines/1",
                "INSPECT|{\"samples\": [{\"id\": 1, \"output\": {}}]}|/samples/1",
                "INSPECT|{\"samples\": [{\"id\": 1|/samples/2"
            })
    void namesThePlaceOfAFault(OutputFormat format, String file, String pointer) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(format, file))
                .satisfies(problem ->
                        assertThat(problem.errors().getFirst().pointer()).isEqualTo(pointer));
    }
}
