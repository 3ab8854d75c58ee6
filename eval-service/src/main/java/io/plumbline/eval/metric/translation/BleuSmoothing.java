package io.plumbline.eval.metric.translation;

import java.util.Locale;

/// BLEU's treatment of an order without a match, by the names and with the default values of sacreBLEU.
enum BleuSmoothing {
    /// Half a match, a quarter for the next such order, and so on.
    EXP("exp", "exp", 0),
    /// A fraction of a match, by default a tenth.
    FLOOR("floor", "floor", 0.1),
    /// Adds matches and n-grams to each order from the second on, by default one.
    ADD_K("addk", "add-k", 1),
    /// Nothing: one order without a match makes the score 0.
    NONE("nosmooth", "none", 0);

    private final String option;
    private final String method;
    private final double usual;

    BleuSmoothing(String option, String method, double usual) {
        this.option = option;
        this.method = method;
        this.usual = usual;
    }

    /// Returns its form in a metric's name.
    String option() {
        return option;
    }

    /// Returns sacreBLEU's name.
    String method() {
        return method;
    }

    double usual() {
        return usual;
    }

    String signature(double value) {
        return usual == 0 ? method : String.format(Locale.ROOT, "%s[%.2f]", method, value);
    }
}
