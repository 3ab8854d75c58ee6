package io.plumbline.eval.redteam.run;

import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.calibration.CalibrationLookup.Lookup;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.ProbeSide;
import io.plumbline.eval.redteam.ledger.StoredAnswer;
import io.plumbline.eval.redteam.ledger.StoredAnswer.ProbeTurn;
import io.plumbline.eval.redteam.ledger.StoredProbe;
import io.plumbline.eval.redteam.result.GradedProbe;
import io.plumbline.eval.redteam.result.JudgedSuccess;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.TrialSpending;
import io.plumbline.eval.trial.UnrunnableTrialException;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Has a campaign's judge rate the answers to attacks, besides the detectors.
final class CampaignJudge {

    private final JudgeCatalog judges;
    private final ItemJudge judge;
    private final CalibrationLookup calibrations;
    private final ServedConfigurations configurations;

    CampaignJudge(
            JudgeCatalog judges, ItemJudge judge, CalibrationLookup calibrations, ServedConfigurations configurations) {
        this.judges = judges;
        this.judge = judge;
        this.calibrations = calibrations;
        this.configurations = configurations;
    }

    /// Returns the settings of the campaign's judge; empty without one.
    ///
    /// @throws UnrunnableTrialException if it no longer exists
    Optional<JudgeSetting> setting(Campaign campaign) {
        String name = campaign.request().judge();
        if (name == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Tenancy.callAs(Set.of(campaign.team()), () -> judges.setting(judges.get(name))));
        } catch (ProblemException e) {
            throw new UnrunnableTrialException("The judge " + name + " no longer exists.");
        }
    }

    /// Returns the answer with the judge's score, if it is one to an attack with guards.
    StoredAnswer rate(JudgeSetting setting, StoredProbe probe, StoredAnswer answer, TrialSpending spending) {
        boolean rated = !probe.probe().harmless()
                && answer.side() == ProbeSide.GUARDED
                && answer.outcome() != ProbeOutcome.ERROR
                && answer.outcome() != ProbeOutcome.BLOCKED;
        if (!rated) {
            return answer;
        }
        spending.begin();
        Judgement judgement = judge.judge(
                setting, new JudgedItem(probe.probe().attack(), List.of(), null, lastAnswer(answer.transcript())));
        Spent spent = new Spent(
                judgement.calls(),
                judgement.tokens(),
                Objects.requireNonNullElse(judgement.costUsd(), BigDecimal.ZERO),
                0);
        spending.end(spent);
        return answer.judged(judgement.score(), spent);
    }

    private static String lastAnswer(List<ProbeTurn> transcript) {
        return transcript.reversed().stream()
                .filter(turn -> !turn.role().equals("user"))
                .map(ProbeTurn::text)
                .findFirst()
                .orElse("");
    }

    /// Returns the success of attacks as rated, corrected by a valid calibration; null without ratings.
    @Nullable
    JudgedSuccess success(Campaign campaign, @Nullable JudgeSetting setting, List<GradedProbe> probes) {
        double[] scores = probes.stream()
                .filter(probe -> !probe.harmless())
                .map(GradedProbe::judged)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (setting == null || scores.length == 0) {
            return null;
        }
        Lookup found = Tenancy.callAs(
                Set.of(campaign.team()),
                () -> calibrations.current(
                        campaign.team(), setting.digest(), served(campaign, setting), campaign.target()));
        return JudgedSuccess.of(scores, found.labels(), found.reason());
    }

    private @Nullable String served(Campaign campaign, JudgeSetting setting) {
        try {
            return configurations.digestOfJudge(campaign.team(), setting.model());
        } catch (UnknownConfigurationException e) {
            return null;
        }
    }
}
