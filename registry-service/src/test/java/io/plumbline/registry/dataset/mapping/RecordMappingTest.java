package io.plumbline.registry.dataset.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class RecordMappingTest {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final List<String> faults = new ArrayList<>();

    private @Nullable Map<String, @Nullable Object> map(String mapping, String row) {
        return RecordMapping.of(mapping).apply(json(row), (pointer, message) -> faults.add(pointer + ": " + message));
    }

    private static Map<String, @Nullable Object> json(String text) {
        return JsonMapper.shared().readValue(text.replace('\'', '"'), OBJECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "question-answer|{'question':'Q','answer':'A','id':7}|{'input':'Q','references':['A'],'id':7}",
                "question-answer|{'question':'Q','answers':{'text':['A','B'],'answer_start':[1,2]},'context':'C'}"
                        + "|{'input':'Q','references':['A','B'],'context':'C'}",
                "question-answer|{'question':'2+2','answer':4}|{'input':'2+2','references':['4']}",
                "alpaca|{'instruction':'Add.','input':'2, 2','output':'4'}"
                        + "|{'input':'Add.\\n\\n2, 2','references':['4']}",
                "alpaca|{'instruction':'Say hi.','input':'','output':'hi'}|{'input':'Say hi.','references':['hi']}",
                "sharegpt|{'conversations':[{'from':'human','value':'Hi'},{'from':'gpt','value':'Hello'}]}"
                        + "|{'messages':[{'role':'user','content':'Hi'}],'references':['Hello']}",
                "sharegpt|{'system':'S','messages':[{'role':'user','content':'Hi'}],'n':1}"
                        + "|{'messages':[{'role':'system','content':'S'},{'role':'user','content':'Hi'}],"
                        + "'references':[],'n':1}",
                "openai-evals|{'input':[{'role':'user','content':'Hi'}],'ideal':'Hello'}"
                        + "|{'messages':[{'role':'user','content':'Hi'}],'references':['Hello']}",
                "openai-evals|{'input':'Hi','ideal':['Hello','Hey']}|{'input':'Hi','references':['Hello','Hey']}",
                "{'input':'q.text','references':['best','more'],'slice':'level'}"
                        + "|{'q':{'text':'Q'},'best':'A','more':['B',3],'level':2}"
                        + "|{'q':{'text':'Q'},'input':'Q','references':['A','B','3'],'slice':'2'}",
                "{'input':['title','body']}|{'title':'T','body':'B'}|{'input':'T\\n\\nB','references':[]}"
            })
    void mapsPublishedConventionsAndOwnOnes(String mapping, String row, String record) {
        assertThat(map(mapping.replace('\'', '"'), row)).isEqualTo(json(record));
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "question-answer|{'query':'Q'}|/question",
                "alpaca|{'output':'4'}|/instruction",
                "sharegpt|{'conversations':[{'from':'tool','value':'x'}]}|/conversations",
                "sharegpt|{'conversation':[{'from':'gpt','value':'x'}]}|/conversation",
                "openai-evals|{'ideal':'x'}|/input",
                "{'input':'q'}|{'input':'Q'}|/q"
            })
    void reportsRowsOfAnotherForm(String mapping, String row, String pointer) {
        assertThat(map(mapping.replace('\'', '"'), row)).isNull();
        assertThat(faults).hasSize(1).first().asString().startsWith(pointer + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "squad",
                "{",
                "{}",
                "{\"references\":\"a\"}",
                "{\"input\":\"a\",\"messages\":\"b\"}",
                "{\"input\":7}",
                "{\"input\":[]}",
                "{\"input\":\"a\",\"answer\":\"b\"}"
            })
    void refusesOtherMappings(String text) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> RecordMapping.of(text));
    }

    @Test
    void namesTheFieldOfTheFileInErrors() {
        assertThat(RecordMapping.of("alpaca").origin("/references")).isEqualTo("/output");
        assertThat(RecordMapping.of("{\"input\":\"q\",\"references\":[\"a\"]}").origin("/references/0"))
                .isEqualTo("/a/0");
        assertThat(RecordMapping.NONE.origin("/references")).isEqualTo("/references");
    }
}
