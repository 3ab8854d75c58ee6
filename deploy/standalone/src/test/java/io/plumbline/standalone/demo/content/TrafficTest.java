package io.plumbline.standalone.demo.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrafficTest {

    @Test
    void isTwoHundredCallsOfEachKind() {
        Map<Call.Kind, Long> kinds =
                Traffic.calls().stream().collect(Collectors.groupingBy(Call::kind, Collectors.counting()));

        assertThat(kinds).isEqualTo(Map.of(Call.Kind.PLAIN, 140L, Call.Kind.PERSONAL, 40L, Call.Kind.INJECTION, 20L));
        assertThat(Traffic.calls()).filteredOn(Call::streamed).hasSizeGreaterThan(20);
    }

    @Test
    void isTheSameEachTime() {
        assertThat(Traffic.calls()).isEqualTo(Traffic.calls());
    }

    @Test
    void namesInEachMessageThePersonalDataThatMustComeBack() {
        assertThat(Traffic.calls())
                .filteredOn(call -> call.kind() == Call.Kind.PERSONAL)
                .allSatisfy(call -> assertThat(call.message()).contains(call.personal()))
                .extracting(Call::personal)
                .doesNotHaveDuplicates();
    }

    @Test
    void asksWhatTheGoldenDatasetHolds() {
        List<String> questions = GoldenDataset.questions();

        assertThat(questions).hasSizeGreaterThanOrEqualTo(60).doesNotContain("");
        assertThat(questions.stream().collect(Collectors.groupingBy(Function.identity())))
                .hasSameSizeAs(questions);
    }
}
