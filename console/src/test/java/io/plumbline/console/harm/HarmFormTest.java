package io.plumbline.console.harm;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.harm.HarmClient.Limit;
import io.plumbline.console.page.FormErrors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HarmFormTest {

    @Test
    void readsALimitOfEachLine() {
        HarmForm form =
                form("counterfactual.decision max=0.1\n\n bbq.accuracy.ambiguous  min=0.8 group=Sexual orientation ");
        assertThat(form.errors()).isNull();
        assertThat(form.body().limits())
                .containsExactly(
                        new Limit("counterfactual.decision", null, 0.1, null),
                        new Limit("bbq.accuracy.ambiguous", "Sexual orientation", null, 0.8));
        assertThat(form("").body().limits()).isNull();
    }

    @Test
    void refusesALineThatIsNoLimit() {
        for (String line : new String[] {"toxicity is low", "toxicity.probability max=", "max=0.1", "a max=1e9"}) {
            FormErrors errors = form(line).errors();
            assertThat(errors).as(line).isNotNull();
            assertThat(errors.of("limits")).as(line).contains("a line for each limit");
        }
    }

    private static HarmForm form(@Nullable String limits) {
        return new HarmForm("", "", "BBQ", "support", "", "20", "", "1", "", "", "", limits);
    }
}
