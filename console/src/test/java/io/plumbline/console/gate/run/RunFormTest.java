package io.plumbline.console.gate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.gate.GateClient.Candidate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunFormTest {

    @Test
    void namesAModelAPromptOrARoute() {
        assertThat(candidate("bot@3", null, null)).isEqualTo(new Candidate("bot", null, 3, null));
        assertThat(candidate("bot@3", "answer@2", "support")).isEqualTo(new Candidate("bot@3", "answer", 2, "support"));
        assertThat(candidate(null, null, "support")).isEqualTo(new Candidate(null, null, null, "support"));
        RunForm prompted = new RunForm("faq", "bot@3", "answer@2", null, "answer@1", " a, b ", null, "on");
        assertThat(prompted.body().baseline()).isEqualTo(new Candidate("bot@3", "answer", 1, null));
        assertThat(prompted.body().onlySlices()).containsExactly("a", "b");
        assertThat(prompted.body().cache()).isFalse();
    }

    @Test
    void refusesWhatIsNoVersion() {
        assertThat(form("bot", null, null).errors().of("model")).isEqualTo("must be NAME@VERSION");
        assertThat(form(null, "answer@1", "support").errors().of("model")).contains("must be given");
        assertThat(form(null, null, null).errors().of("model")).contains("must be given");
    }

    private static Candidate candidate(@Nullable String model, @Nullable String prompt, @Nullable String route) {
        RunForm form = form(model, prompt, route);
        assertThat(form.errors()).isNull();
        return form.body().candidate();
    }

    private static RunForm form(@Nullable String model, @Nullable String prompt, @Nullable String route) {
        return new RunForm("faq", model, prompt, route, null, null, null, null);
    }
}
