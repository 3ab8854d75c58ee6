package io.plumbline.gateway.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// US dollars as whole numbers of 10⁻¹⁰ dollars, the precision of costs: exact, and summed without allocation.
public final class Usd {

    /// The largest amount of a budget: a thousandth of the range.
    static final String LARGEST = "900000";

    private static final int SCALE = 10;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 8, SCALE);

    private Usd() {}

    /// Converts and rounds up, limited to the range.
    public static long of(BigDecimal dollars) {
        return dollars.min(MOST)
                .setScale(SCALE, RoundingMode.UP)
                .unscaledValue()
                .longValueExact();
    }

    public static BigDecimal dollars(long amount) {
        return BigDecimal.valueOf(amount, SCALE);
    }
}
