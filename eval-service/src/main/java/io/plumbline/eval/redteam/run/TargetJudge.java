package io.plumbline.eval.redteam.run;

import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.calibration.CalibrationLookup.Lookup;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.redteam.result.JudgedSuccess;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.TrialSpending;
import io.plumbline.eval.trial.UnrunnableTrialException;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Has a judge rate the answers of a target.
public final class TargetJudge {

    private final JudgeCatalog judges;
    private final ItemJudge judge;
    private final CalibrationLookup calibrations;
    private final ServedConfigurations configurations;

    TargetJudge(
            JudgeCatalog judges, ItemJudge judge, CalibrationLookup calibrations, ServedConfigurations configurations) {
        this.judges = judges;
        this.judge = judge;
        this.calibrations = calibrations;
        this.configurations = configurations;
    }

    /// Returns the settings of a judge; empty without one.
    ///
    /// @param name null for none
    /// @throws UnrunnableTrialException if it no longer exists
    public Optional<JudgeSetting> setting(String team, @Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Tenancy.callAs(Set.of(team), () -> judges.setting(judges.get(name))));
        } catch (ProblemException e) {
            throw new UnrunnableTrialException("The judge " + name + " no longer exists.");
        }
    }

    /// A rating with its cost.
    ///
    /// @param score null if the judge gave none
    public record Rated(@Nullable Double score, Spent spent) {}

    /// @throws TrialSpending.SpentException if the budget does not allow it
    public Rated rate(JudgeSetting setting, JudgedItem item, TrialSpending spending) {
        spending.begin();
        Judgement judgement = judge.judge(setting, item);
        Spent spent = new Spent(
                judgement.calls(),
                judgement.tokens(),
                Objects.requireNonNullElse(judgement.costUsd(), BigDecimal.ZERO),
                0);
        spending.end(spent);
        return new Rated(judgement.score(), spent);
    }

    /// Returns the mean of the ratings, corrected by a valid calibration.
    ///
    /// @param target name of the target for people
    /// @param scores at least one
    public JudgedSuccess mean(String team, String target, JudgeSetting setting, double[] scores) {
        Lookup found = Tenancy.callAs(
                Set.of(team), () -> calibrations.current(team, setting.digest(), served(team, setting), target));
        return JudgedSuccess.of(scores, found.labels(), found.reason());
    }

    private @Nullable String served(String team, JudgeSetting setting) {
        try {
            return configurations.digestOfJudge(team, setting.model());
        } catch (UnknownConfigurationException e) {
            return null;
        }
    }
}
