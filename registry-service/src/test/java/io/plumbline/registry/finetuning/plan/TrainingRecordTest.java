package io.plumbline.registry.finetuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingRecordTest {

    @Test
    void readsAnswersOfChatsCompletionsAndReferences() {
        String expected = """
                {"messages": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}]}
                """;
        for (String record : new String[] {
            "{'messages': [{'role': 'user', 'content': 'Why?'}, {'role': 'assistant', 'content': 'So.'}]}",
            "{'input': 'Why?', 'completion': 'So.', 'references': []}",
            "{'messages': [{'role': 'user', 'content': 'Why?'}], 'references': ['So.', 'Or so.']}"
        }) {
            assertThat(TrainingRecord.fault(json(record), TrainingMethod.LORA)).isEmpty();
            assertThat(TrainingRecord.of(json(record), TrainingMethod.LORA).line(TrainingForm.OPENAI))
                    .isEqualTo(json(expected));
        }
    }

    @Test
    void writesPreferencesAsEachExecutorReadsThem() {
        JsonNode messages = json("""
                        {"messages": [{"role": "user", "content": "Why?"}], "references": [],
                         "chosen": [{"role": "assistant", "content": "So."}],
                         "rejected": [{"role": "assistant", "content": "No."}]}
                        """);
        assertThat(TrainingRecord.fault(messages, TrainingMethod.DPO)).isEmpty();
        JsonNode record = json("{'input': 'Why?', 'references': ['So.'], 'rejected': 'No.'}");
        assertThat(TrainingRecord.of(messages, TrainingMethod.DPO).line(TrainingForm.TRL))
                .isEqualTo(TrainingRecord.of(record, TrainingMethod.DPO).line(TrainingForm.TRL));
        assertThat(TrainingRecord.fault(record, TrainingMethod.DPO)).isEmpty();
        TrainingRecord read = TrainingRecord.of(record, TrainingMethod.DPO);
        assertThat(read.line(TrainingForm.OPENAI)).isEqualTo(json("""
                        {"input": {"messages": [{"role": "user", "content": "Why?"}]},
                         "preferred_output": [{"role": "assistant", "content": "So."}],
                         "non_preferred_output": [{"role": "assistant", "content": "No."}]}
                        """));
        assertThat(read.line(TrainingForm.TRL)).isEqualTo(json("""
                        {"prompt": [{"role": "user", "content": "Why?"}],
                         "chosen": [{"role": "assistant", "content": "So."}],
                         "rejected": [{"role": "assistant", "content": "No."}]}
                        """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SFT | {'input': 'Why?', 'references': []}                                            | needs an answer
            SFT | {'input': 'Why?', 'references': [' ']}                                         | needs an answer
            SFT | {'messages': [{'role': 'assistant', 'content': 'So.'}]}                        | before the answer
            SFT | {'messages': [{'role': 'user', 'content': 'a'}, {'role': 'assistant', 'content': []}]} | is a text
            SFT | {'input': 'Why?', 'completion': 'So.', 'label': false}                         | undesirable
            DPO | {'input': 'Why?', 'references': ['So.']}                                       | needs rejected
            DPO | {'input': 'Why?', 'references': [], 'rejected': 'No.'}                         | needs chosen
            DPO | {'input': 'Why?', 'chosen': 'So.', 'rejected': 'So.'}                          | different texts
            DPO | {'messages': [{'role': 'assistant', 'content': 'So.'}], 'rejected': 'No.'}     | needs a prompt
            """, quoteCharacter = '"')
    void namesWhatIsMissing(TrainingMethod method, String record, String fault) {
        assertThat(TrainingRecord.fault(json(record), method))
                .hasValueSatisfying(text -> assertThat(text).contains(fault));
    }

    @Test
    void refusesHyperParametersOfOtherMethods() {
        ProblemException problem = RequestProblem.INVALID_REQUEST.because("invalid");
        new HyperParameters(1, 1, .1, 2.0, new HyperParameters.Lora(8, null, null), 5, .2)
                .check(TrainingMethod.SFT, problem);
        assertThat(problem.errors())
                .extracting(ProblemException.InputError::pointer)
                .containsOnly(
                        "/hyperParameters/lora",
                        "/hyperParameters/bits",
                        "/hyperParameters/beta",
                        "/hyperParameters/learningRateMultiplier");
        assertThat(HyperParameters.DEFAULT
                        .complete(TrainingMethod.QLORA)
                        .named()
                        .toString())
                .isEqualTo("{rank=16, alpha=32, dropout=0.0, bits=4}");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
