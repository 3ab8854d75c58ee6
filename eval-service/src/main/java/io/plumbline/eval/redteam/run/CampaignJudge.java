package io.plumbline.eval.redteam.run;

import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.ProbeSide;
import io.plumbline.eval.redteam.ledger.StoredAnswer;
import io.plumbline.eval.redteam.ledger.StoredAnswer.ProbeTurn;
import io.plumbline.eval.redteam.ledger.StoredProbe;
import io.plumbline.eval.redteam.result.GradedProbe;
import io.plumbline.eval.redteam.result.JudgedSuccess;
import io.plumbline.eval.trial.TrialSpending;
import io.plumbline.eval.trial.UnrunnableTrialException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Has a campaign's judge rate the answers to attacks, besides the detectors.
final class CampaignJudge {

    private final TargetJudge judge;

    CampaignJudge(TargetJudge judge) {
        this.judge = judge;
    }

    /// Returns the settings of the campaign's judge; empty without one.
    ///
    /// @throws UnrunnableTrialException if it no longer exists
    Optional<JudgeSetting> setting(Campaign campaign) {
        return judge.setting(campaign.team(), campaign.request().judge());
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
        TargetJudge.Rated rating = judge.rate(
                setting,
                new JudgedItem(probe.probe().attack(), List.of(), null, lastAnswer(answer.transcript())),
                spending);
        return answer.judged(rating.score(), rating.spent());
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
        return setting == null || scores.length == 0
                ? null
                : judge.mean(campaign.team(), campaign.target(), setting, scores);
    }
}
