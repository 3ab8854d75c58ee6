package io.plumbline.gateway.schema;

/// The bounds of a number in a schema.
enum Bound {
    LEAST("minimum", "at least", true, true),
    MOST("maximum", "at most", false, true),
    ABOVE("exclusiveMinimum", "more than", true, false),
    BELOW("exclusiveMaximum", "less than", false, false);

    private final String keyword;
    private final String words;
    private final boolean above;
    private final boolean inclusive;

    Bound(String keyword, String words, boolean above, boolean inclusive) {
        this.keyword = keyword;
        this.words = words;
        this.above = above;
        this.inclusive = inclusive;
    }

    String keyword() {
        return keyword;
    }

    /// Returns the words before the number.
    String words() {
        return words;
    }

    /// @param order of the value to the bound, as `compareTo` returns it
    boolean holds(int order) {
        return order == 0 ? inclusive : above == (order > 0);
    }
}
