package io.plumbline.eval.metric;

/// What BLEU makes of an order without a match, by the names in sacreBLEU's signatures and with its default values.
enum BleuSmoothing {
    /// Half a match, a quarter for the next such order, and so on.
    EXP("exp", "exp"),
    /// A tenth of a match.
    FLOOR("floor", "floor[0.10]"),
    /// One match and one n-gram more in each order from the second on.
    ADD_K("addk", "add-k[1.00]");

    static final double FLOOR_VALUE = 0.1;
    static final double K = 1;

    private final String option;
    private final String signature;

    BleuSmoothing(String option, String signature) {
        this.option = option;
        this.signature = signature;
    }

    /// As it stands in a metric's name.
    String option() {
        return option;
    }

    String signature() {
        return signature;
    }
}
