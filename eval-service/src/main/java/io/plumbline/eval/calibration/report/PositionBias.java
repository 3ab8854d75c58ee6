package io.plumbline.eval.calibration.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.agreement.AgreementWeights;
import io.plumbline.eval.calibration.agreement.ConfusionTable;
import io.plumbline.eval.judge.rating.PairwisePreference.Choice;
import io.plumbline.eval.statistics.Proportion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The effect of the order of two answers on a judge.
///
/// @param pairs number of pairs
/// @param consistent share of the pairs with the same result in both orders
/// @param firstPreferred among the pairs that depend on the order, the share in which the answer shown first won;
///     ½ for an undirected judge, null if none depends on the order
/// @param agreement agreement of the judge's choice with people's, with a tie if the orders disagree
/// @param kappa the same, beyond chance; null if chance alone would always agree
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PositionBias(
        int pairs,
        Measured consistent,
        @Nullable Measured firstPreferred,
        Measured agreement,
        @Nullable Measured kappa) {

    private static final List<Choice> CHOICES = List.of(Choice.values());

    static PositionBias of(List<LabelledPair> pairs) {
        int consistent = 0;
        int shownFirst = 0;
        int shownSecond = 0;
        int[] judge = new int[pairs.size()];
        int[] human = new int[pairs.size()];
        for (int i = 0; i < judge.length; i++) {
            Choice forth = pairs.get(i).whenFirstCameFirst();
            Choice back = pairs.get(i).whenSecondCameFirst();
            consistent += forth == back ? 1 : 0;
            shownFirst += forth == Choice.FIRST && back == Choice.SECOND ? 1 : 0;
            shownSecond += forth == Choice.SECOND && back == Choice.FIRST ? 1 : 0;
            judge[i] = CHOICES.indexOf(forth == back ? forth : Choice.TIE);
            human[i] = CHOICES.indexOf(pairs.get(i).human());
        }
        int turned = shownFirst + shownSecond;
        ConfusionTable table = ConfusionTable.of(judge, human, CHOICES.size());
        return new PositionBias(
                judge.length,
                Measured.of(new Proportion(consistent, judge.length)),
                turned == 0 ? null : Measured.of(new Proportion(shownFirst, turned)),
                Measured.of(table.agreement()),
                table.kappa(AgreementWeights.NONE, Measured.CONFIDENCE)
                        .map(kappa -> Measured.of(kappa.value(), kappa.interval()))
                        .orElse(null));
    }
}
