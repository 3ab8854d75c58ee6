package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JSON sent as a text: content behind its escapes is found, and it stays JSON.
class JsonTextRedactionTest {

    private static final GuardEngine ENGINE = GuardEngine.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":"Account:\\nDE89370400440532013000\\n"}   | {"a":"Account:\\n[IBAN_CODE_*]\\n"}
            {"a":"to\\nada@example.com\\tor"}              | {"a":"to\\n[EMAIL_ADDRESS_*]\\tor"}
            ["\\"ada\\u0040example.com\\"", 12]           | ["\\"[EMAIL_ADDRESS_*]\\"", 12]
            {"a":"call\\r\\n+49 30 901820 now","b":"\\n"} | {"a":"call\\r\\n[PHONE_NUMBER_*] now","b":"\\n"}
            {"ada@example.com":"\\n"}                      | {"[EMAIL_ADDRESS_*]":"\\n"}
            """)
    void findsWhatStandsBehindAnEscape(String json, String expected) {
        for (Stage stage : List.of(Stage.INPUT, Stage.RETRIEVAL, Stage.TOOL)) {
            PlaceholderVault vault = PlaceholderVault.fresh();
            Inspection inspection = ENGINE.inspect(stage, json, GuardPolicy.standard(), vault);
            assertThat(inspection.text().replaceAll("_[A-Z0-9]{5}_[A-Z]{5}]", "_*]"))
                    .as(stage.name())
                    .isEqualTo(expected);
            assertThat(vault.restore(inspection.text())).isEqualTo(json);
        }
    }
}
