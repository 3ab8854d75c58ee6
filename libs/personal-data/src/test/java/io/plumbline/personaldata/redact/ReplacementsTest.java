package io.plumbline.personaldata.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.operator.Alphabet;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplacementsTest {

    private static final byte[] MASTER = "a master secret of the tests".getBytes(StandardCharsets.UTF_8);

    private static String replaced(Operator operator, String value) {
        return replaced("team", operator, value);
    }

    private static String replaced(String tenant, Operator operator, String value) {
        return new Replacements(PlaceholderVault.fresh(SecretKeys.of(MASTER, tenant))).of(operator, "SOME_ID", value);
    }

    @Test
    void replacesAsTheOperatorSays() {
        assertThat(replaced(Operator.REPLACE, "12-34")).isEqualTo("<SOME_ID>");
        assertThat(replaced(new Operator.Replace("gone"), "12-34")).isEqualTo("gone");
        assertThat(replaced(Operator.REMOVE, "12-34")).isEmpty();
        assertThat(replaced(Operator.KEEP, "12-34")).isEqualTo("12-34");
        assertThat(replaced(Operator.MASK, "12-34-56-78")).isEqualTo("******56*78");
        assertThat(replaced(Operator.PLACEHOLDER, "12-34")).matches("\\[SOME_ID_[A-Z0-9]{5}_[A-Z]{5}]");
    }

    @Test
    void hashesTheSameInEveryConversationOfATenantAndOtherwiseElsewhere() {
        Operator hash = new Operator.Hash(20, "");
        assertThat(replaced(hash, "12-34"))
                .matches("[0-9a-f]{20}")
                .isEqualTo(replaced(hash, "12-34"))
                .isNotEqualTo(replaced(hash, "12-35"))
                .isNotEqualTo(replaced("other", hash, "12-34"))
                .isNotEqualTo(replaced(new Operator.Hash(20, "a salt of the policy"), "12-34"));
    }

    @Test
    void decryptsInOneConversationWhatItEncryptedInAnother() {
        assertThat(replaced(new Operator.Decrypt(), replaced(new Operator.Encrypt(false), "12-34")))
                .isEqualTo("12-34");
        Operator encrypt = new Operator.FormatPreserve(Alphabet.DIGITS, false);
        Operator decrypt = new Operator.FormatReveal(Alphabet.DIGITS, false);
        assertThat(replaced(decrypt, replaced(encrypt, "12-34-56"))).isEqualTo("12-34-56");
    }

    @Test
    void leavesAPlaceholderWhereTheFormCannotBeKept() {
        assertThat(replaced(new Operator.FormatPreserve(Alphabet.DIGITS, false), "12-34"))
                .startsWith("[SOME_ID_");
    }
}
