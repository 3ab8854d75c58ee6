package io.plumbline.governance.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChangeRulesGuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/production-changes.md");
    private static final Pattern TABLE =
            Pattern.compile("(?<=<!-- Made from the code. -->\n).*?(?=<!-- End. -->)", Pattern.DOTALL);

    /// Run with `-Dplumbline.docs.write=true` to write the table anew.
    @Test
    void showsTheTable() throws IOException {
        StringBuilder table = new StringBuilder(
                "| change | kind | passing gates | MINIMAL | LIMITED | HIGH |\n|---|---|---|---|---|---|\n");
        for (ChangeRulesResponse.Row row :
                ChangeRulesResponse.from(ChangeRules.STANDARD).rules()) {
            table.append("| %s | `%s` |".formatted(row.meaning(), row.kind()));
            if (row.refused()) {
                table.append(" refused | refused | refused | refused |\n");
            } else {
                table.append(row.gate() ? " needed |" : " |");
                row.approvers().values().forEach(approvers -> table.append(" %d |".formatted(approvers)));
                table.append('\n');
            }
        }
        String guide = Files.readString(GUIDE);
        String right = TABLE.matcher(guide).replaceFirst(Matcher.quoteReplacement(table.toString()));
        if (Boolean.getBoolean("plumbline.docs.write")) {
            Files.writeString(GUIDE, right);
        } else {
            assertThat(guide).isEqualTo(right);
        }
    }

    @Test
    void usesDefaultsForMissingCells() {
        ChangeRules rules = new ChangeRuleProperties(
                        Map.of(ChangeKind.TARGET, new ChangeRuleProperties.Given(null, null, List.of(1, 2, 3))))
                .table();
        assertThat(rules.of(ChangeKind.TARGET)).isEqualTo(new ChangeRules.Rule(false, true, List.of(1, 2, 3)));
        assertThat(rules.of(ChangeKind.PROMPT)).isEqualTo(ChangeRules.STANDARD.of(ChangeKind.PROMPT));
    }

    @Test
    void refusesATableInWhichMoreRiskNeedsFewerPeople() {
        ChangeRuleProperties properties = new ChangeRuleProperties(
                Map.of(ChangeKind.HARDENING, new ChangeRuleProperties.Given(null, null, List.of(2, 1, 0))));
        assertThatThrownBy(properties::table).hasMessageContaining("in ascending order");
    }
}
