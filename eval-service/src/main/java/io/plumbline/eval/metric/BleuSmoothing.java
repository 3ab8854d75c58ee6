package io.plumbline.eval.metric;

import java.util.Locale;

/// What BLEU makes of an order without a match, by the names in sacreBLEU and with its default values.
enum BleuSmoothing {
    /// Half a match, a quarter for the next such order, and so on.
    EXP("exp", "exp", 0),
    /// A part of a match, a tenth unless told otherwise.
    FLOOR("floor", "floor", 0.1),
    /// So many matches and n-grams more in each order from the second on, one unless told otherwise.
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

    /// As it stands in a metric's name.
    String option() {
        return option;
    }

    /// As sacreBLEU calls it.
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
