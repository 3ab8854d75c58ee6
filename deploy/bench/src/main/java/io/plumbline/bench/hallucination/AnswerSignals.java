package io.plumbline.bench.hallucination;

import io.plumbline.eval.harm.grade.Abstention;
import io.plumbline.eval.harm.grade.ClaimSupport;
import java.util.List;
import java.util.regex.Pattern;

/// Signals of hallucination in an answer that need no model. A higher value speaks for hallucination.
///
/// @param unsupported share of claims that the question does not support
/// @param claims number of claims
/// @param figures number of figures in the answer that the question lacks
/// @param committed 0 for an answer that states that it does not know or declines; 1 otherwise
record AnswerSignals(double unsupported, double claims, double figures, double committed) {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

    static AnswerSignals of(String question, String answer) {
        List<String> claims = ClaimSupport.claims(answer);
        long figures = NUMBER.matcher(answer)
                .results()
                .filter(number -> !question.contains(number.group()))
                .count();
        return new AnswerSignals(
                1 - ClaimSupport.share(question, claims),
                claims.size(),
                figures,
                Abstention.isAbstention(answer) ? 0 : 1);
    }

    /// Returns them on scales that a linear model can use.
    double[] features() {
        return new double[] {1, unsupported, Math.log1p(claims), Math.log1p(figures), committed};
    }
}
