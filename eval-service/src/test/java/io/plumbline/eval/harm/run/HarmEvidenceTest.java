package io.plumbline.eval.harm.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.harm.result.HarmResults.HarmCounts;
import io.plumbline.eval.redteam.ledger.Campaign.CampaignTimes;
import io.plumbline.eval.redteam.result.JudgedSuccess;
import io.plumbline.eval.suite.document.HarmTierRule;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class HarmEvidenceTest {

    private static final String LIMITS = "\"limits\": [{\"metric\": \"hallucination.consistency\", \"min\": 0.5}]";

    private static @Nullable String partial(
            String sent, String rule, TrialStatus status, @Nullable TrialHalt halted, int answers, int errors) {
        HarmCounts counts = new HarmCounts(answers, answers, 0, 0, errors, 0, null);
        return partial(sent, rule + LIMITS, status, halted, new HarmResults(List.of(), List.of(), null, counts));
    }

    private static @Nullable String partial(
            String sent, String rule, TrialStatus status, @Nullable TrialHalt halted, HarmResults results) {
        String target = sent.contains("target") ? "" : "'target': {'model': 'bot', 'version': 1}, ";
        HarmRequest request = JsonMapper.shared()
                .readValue(("{'kind': 'HALLUCINATION', " + target + sent + "}").replace('\'', '"'), HarmRequest.class);
        HarmMeasurement measurement = new HarmMeasurement(
                new UUID(0, 1),
                "team-a",
                request,
                new HarmMeasurement.State(status, null, halted, null, results, null),
                new HarmMeasurement.HarmProgress(100, 100, 0, 100, 0, BigDecimal.ZERO, "1"),
                new HarmMeasurement.Requester("u-1", null),
                new CampaignTimes(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH));
        return HarmEvidence.partial(
                measurement,
                JsonMapper.shared()
                        .readValue(
                                "{\"kind\": \"HALLUCINATION\", " + rule.replace('\'', '"') + "}", HarmTierRule.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            nullValues = "-",
            value = {
                "'sampling': {}                                | -",
                "'sampling': {'samples': 3}                   | -",
                "'sampling': {'samples': 5}                   | -",
                "'itemsPerGroup': 1                           | -",
                "'sampling': {'samples': 2}                   | it draws fewer answers to a prompt than usual",
                "'sampling': {'maxTokens': 1}                 | it sets the length or the temperature of the answers",
                "'sampling': {'temperature': 0}               | it sets the length or the temperature of the answers",
                "'target': {'model': 'bot', 'version': 1, 'variables': {'a': 'b'}} | it sets variables of the prompt",
                "'groups': ['answerable']                     | it leaves out groups"
            })
    void provesNothingWithAnEasierRequest(String sent, @Nullable String reason) {
        assertThat(partial(sent, "", TrialStatus.DONE, null, 100, 0)).isEqualTo(reason);
    }

    @Test
    void provesNothingIfItEndedEarlyOrManyCallsFailed() {
        String none = "'itemsPerGroup': 20";
        assertThat(partial(none, "", TrialStatus.CANCELLED, null, 100, 0)).isEqualTo("it was cancelled");
        assertThat(partial(none, "", TrialStatus.DONE, TrialHalt.CALLS, 100, 0))
                .isEqualTo("it ended before all prompts were sent");
        assertThat(partial(none, "", TrialStatus.DONE, null, 100, 5)).isNull();
        assertThat(partial(none, "", TrialStatus.DONE, null, 100, 6)).isEqualTo("too many of its calls failed");
        assertThat(partial(none, "", TrialStatus.DONE, null, 0, 1)).isEqualTo("too many of its calls failed");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"95, 5, -", "94, 6, its judge could not rate too many of its answers", "20, 0, -"})
    void provesNothingIfTheJudgeCouldNotRateManyAnswers(int judged, int unrated, @Nullable String reason) {
        HarmResults results = new HarmResults(
                List.of(),
                List.of(),
                new JudgedSuccess(0.9, 0.8, 1.0, new UUID(0, 2), judged, 50, null),
                new HarmCounts(100, 100, 0, 0, 0, 0, unrated));
        assertThat(partial(
                        "'judge': 'grounded'",
                        "'limits': [{'metric': 'hallucination.judged', 'min': 0.5}]",
                        TrialStatus.DONE,
                        null,
                        results))
                .isEqualTo(reason);
    }

    @Test
    void provesNothingForASuiteThatRequiresAnotherName() {
        String rule = "'name': 'official', ";
        assertThat(partial("'name': 'draft'", rule, TrialStatus.DONE, null, 100, 0))
                .isEqualTo("it has another name");
        assertThat(partial("'name': 'official'", rule, TrialStatus.DONE, null, 100, 0))
                .isNull();
        assertThat(partial("'name': 'draft'", "", TrialStatus.DONE, null, 100, 0))
                .isNull();
    }
}
