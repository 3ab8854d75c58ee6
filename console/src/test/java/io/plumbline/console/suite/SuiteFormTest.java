package io.plumbline.console.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuiteFormTest {

    @Test
    void writesTheDocumentOfTheApi() {
        assertThat(form("rougeL floor=0.7 drop=0.05\n\n bleu info").document())
                .isEqualTo(Map.of(
                        "team",
                        "team-a",
                        "dataset",
                        "faq@1",
                        "template",
                        Map.of("prompt", "answer@1"),
                        "metrics",
                        List.of(
                                Map.of("name", "rougeL", "floor", 0.7, "maxRegression", 0.05),
                                Map.of("name", "bleu", "blocking", false))));
    }

    @Test
    void saysWhatIsWrongWithAMetric() {
        assertThat(form("rougeL floor=high").errors().of("metrics")).isEqualTo("must have a number in floor=high");
        assertThat(form("rougeL least=1").errors().of("metrics")).contains("not least=1");
        assertThat(form("rougeL").errors()).isNull();
    }

    private static SuiteForm form(String metrics) {
        return new SuiteForm("faq", "team-a", "faq@1", "answer@1", metrics);
    }
}
