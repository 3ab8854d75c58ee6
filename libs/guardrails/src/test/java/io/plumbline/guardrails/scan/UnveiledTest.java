package io.plumbline.guardrails.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.StreamRedactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnveiledTest {

    private static final GuardEngine ENGINE = GuardEngine.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada.love\u200Blace@example.com",
                "ada.lovelace\uDB40\uDC41@example.com",
                "ada\u00AD.lovelace@exam\u00ADple.com",
                "ada.lovelace\uFF20example.com",
                "ada.lovelace\uFF20example\uFF0Ecom",
                "\uFF41\uFF44\uFF41@example.com",
                "\u2060a\u200Dda@example.com",
                "ada.lovelace\\u0040example.com",
                "ada\\u002elovelace\\u0040example\\u002ecom",
                "ada.lovelace\\\\u0040example.com",
                "ada.love\u2800lace@exam\u3164ple.com",
                "ada.love\u115Flace@exam\u1160p\uFFA0le.com",
                "ada.love\u0000lace@example.com",
                "4111\u00001111\u00001111\u00001111",
                "4111\u28001111\u31641111\uFFA01111",
                "\uD835\uDFD2\uD835\uDFCF\uD835\uDFCF\uD835\uDFCF 1111 1111 1111",
                "\uD835\uDC1A\uD835\uDC1D\uD835\uDC1A@example.com",
                "4111\u200B1111\u200B1111\u200B1111",
                "4111 11\u00AD11 1111 1111",
                "DE89\u200B370400440532013000",
                "\uFF24\uFF25\uFF18\uFF19 3704 0044 0532 0130 00"
            })
    void findsWhatUnseenAndWideCharactersTearApart(String veiled) {
        String text = "Caf\u00E9: " + veiled + ", he said.";
        Inspection inspection = ENGINE.inspect(Stage.INPUT, text, GuardPolicy.standard());
        assertThat(inspection.text()).matches("Caf\u00E9: \u2060?\\[[A-Z_]+_[A-Z0-9]{5}_[A-Z]{5}], he said\\.");
        assertThat(inspection.vault().restore(inspection.text())).isEqualTo(text);
    }

    @Test
    void findsInAStreamWhatItFindsInTheWhole() {
        String text = "To ada.love\u200Blace@exam\u00ADple.com, 4111\u200B1111\u200B1111\u200B1111 and \uFF20 home.";
        for (int cut = 0; cut <= text.length(); cut++) {
            PlaceholderVault vault = PlaceholderVault.fresh();
            StreamRedactor redactor = ENGINE.redactText(Stage.INPUT, GuardPolicy.standard(), vault);
            String out = redactor.push(text.substring(0, cut)) + redactor.push(text.substring(cut)) + redactor.finish();
            assertThat(out).as("cut at %d", cut).matches("To \\[EMAIL\\S+], \\[CREDIT\\S+] and \uFF20 home\\.");
            assertThat(vault.restore(out)).isEqualTo(text);
        }
    }

    @Test
    void findsInAStreamWhatMathematicalDigitsAndDoubledEscapesHide() {
        String text = "To ada\\\\u0040example.com, \uD835\uDFD2111 1111 1111 1111\u0000 and \\\\u0040 home.";
        for (int cut = 0; cut <= text.length(); cut++) {
            PlaceholderVault vault = PlaceholderVault.fresh();
            StreamRedactor redactor = ENGINE.redactText(Stage.INPUT, GuardPolicy.standard(), vault);
            String out = redactor.push(text.substring(0, cut)) + redactor.push(text.substring(cut)) + redactor.finish();
            assertThat(out)
                    .as("cut at %d", cut)
                    .matches("To \\[EMAIL\\S+], \\[CREDIT\\S+]\u0000 and \\\\\\\\u0040 home\\.");
            assertThat(vault.restore(out)).isEqualTo(text);
        }
    }

    @Test
    void leavesTextAloneThatOnlyHasSuchCharacters() {
        String text = "\uFF28\uFF45\uFF4C\uFF4C\uFF4F\uFF0C co\u00ADoperate \u200Bwith \\u0041 and \\u00zz.";
        assertThat(ENGINE.inspect(Stage.INPUT, text, GuardPolicy.standard()).text())
                .isSameAs(text);
    }
}
