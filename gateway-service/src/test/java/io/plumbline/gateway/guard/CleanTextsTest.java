package io.plumbline.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.guard.CleanTexts.Asked;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanTextsTest {

    private static final String TEAM = "retail";
    private static final String CLEAN = "gpt-4o-mini";
    private static final String DIRTY = "jane@example.com";

    private final CleanTexts texts = new CleanTexts();
    private final GuardPolicy policy = TestGuards.policy("""
            {"stages": {"output": {"pii": {"action": "redact"}}}}""").whole();
    private final PlaceholderVault vault = PlaceholderVault.fresh();

    @Test
    void knowsATextAgainInWhichNothingWasFound() {
        assertThat(ask(policy, CLEAN).known()).isNull();
        learn(CLEAN);

        assertThat(ask(policy, CLEAN).known()).isNotNull();
        assertThat(ask(policy, CLEAN + "1").known()).isNull();
    }

    @Test
    void remembersWhatWasFoundAndDoesNotMatter() {
        GuardPolicy lenient = TestGuards.policy("""
                {"stages": {"output": {"pii": {"action": "allow"}}}}""").whole();
        Inspection inspection = TestGuards.ENGINE.inspect(Stage.OUTPUT, DIRTY, lenient);
        ask(lenient, DIRTY).learn(inspection);

        assertThat(ask(lenient, DIRTY).known())
                .isEqualTo(new CleanTexts.Clean(inspection.findings(), inspection.rules()));
        assertThat(inspection.findings()).isNotEmpty();
    }

    @Test
    void doesNotRememberWhatIsRedacted() {
        learn(DIRTY);

        assertThat(ask(policy, DIRTY).known()).isNull();
    }

    @Test
    void knowsNothingOfAnotherPolicyStageTeamOrConversation() {
        learn(CLEAN);

        GuardPolicy alike = policy.with(rules -> rules);
        assertThat(ask(alike, CLEAN).known()).isNull();
        assertThat(texts.ask(policy, Stage.INPUT, TEAM, false, CLEAN, CleanTexts.ALONE, vault)
                        .known())
                .isNull();
        assertThat(texts.ask(policy, Stage.OUTPUT, "wholesale", false, CLEAN, CleanTexts.ALONE, vault)
                        .known())
                .isNull();
        assertThat(texts.ask(policy, Stage.OUTPUT, TEAM, true, CLEAN, CleanTexts.ALONE, vault)
                        .known())
                .isNull();
        Surroundings prompted = new Surroundings("You know " + CLEAN, List.of(), List.of());
        Surroundings marked = new Surroundings(null, List.of(), List.of("You know " + CLEAN));
        assertThat(texts.ask(policy, Stage.OUTPUT, TEAM, false, CLEAN, CleanTexts.around(prompted), vault)
                        .known())
                .isNull();
        assertThat(texts.ask(policy, Stage.OUTPUT, TEAM, false, CLEAN, CleanTexts.around(marked), vault)
                        .known())
                .isNull();
    }

    @Test
    void looksAgainWhereTheVaultHasToHideItsOwnTag() {
        String placeholder = vault.placeholderFor("PERSON", "Jane");
        learn(placeholder, PlaceholderVault.fresh());

        assertThat(texts.ask(policy, Stage.OUTPUT, TEAM, false, placeholder, CleanTexts.ALONE, PlaceholderVault.fresh())
                        .known())
                .isNotNull();
        assertThat(ask(policy, placeholder).known()).isNull();
    }

    @Test
    void doesNotRememberWhatWasInventedForOneQuestion() {
        PlaceholderVault question = PlaceholderVault.fresh();
        String invented = question.surrogateFor("EMAIL_ADDRESS", DIRTY, true);
        PlaceholderVault answers = question.forAnswers();
        Inspection here = TestGuards.ENGINE.inspect(Stage.OUTPUT, invented, policy, answers);
        assertThat(here.text()).isEqualTo(invented);
        texts.ask(policy, Stage.OUTPUT, TEAM, false, invented, CleanTexts.ALONE, answers)
                .learn(here);

        assertThat(TestGuards.ENGINE.inspect(Stage.OUTPUT, invented, policy).text())
                .isNotEqualTo(invented);
        assertThat(ask(policy, invented).known()).isNull();
    }

    @Test
    void tellsNothingOfOneTeamToAnother() {
        CleanTexts.OfTeam retail = texts.of(TEAM);
        retail.ask(policy, Stage.OUTPUT, false, CLEAN, CleanTexts.ALONE, vault)
                .learn(TestGuards.ENGINE.inspect(Stage.OUTPUT, CLEAN, policy));

        assertThat(retail.ask(policy, Stage.OUTPUT, false, CLEAN, CleanTexts.ALONE, vault)
                        .known())
                .isNotNull();
        assertThat(texts.of("wholesale")
                        .ask(policy, Stage.OUTPUT, false, CLEAN, CleanTexts.ALONE, vault)
                        .known())
                .isNull();
    }

    private Asked ask(GuardPolicy under, String text) {
        return texts.ask(under, Stage.OUTPUT, TEAM, false, text, CleanTexts.ALONE, vault);
    }

    private void learn(String text) {
        learn(text, vault);
    }

    private void learn(String text, PlaceholderVault of) {
        Inspection inspection = TestGuards.ENGINE.inspect(Stage.OUTPUT, text, policy);
        texts.ask(policy, Stage.OUTPUT, TEAM, false, text, CleanTexts.ALONE, of).learn(inspection);
    }
}
