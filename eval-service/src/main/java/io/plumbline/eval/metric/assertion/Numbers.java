package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `number`: the last number of the answer is the last number of a reference, give or take: `tolerance` in
/// units, `relative` in parts of the reference's; the larger counts. Both are 0 unless said.
///
/// A number is digits with an optional sign, groups of three after commas, a decimal point and an exponent,
/// as `-1,250.50` or `6.02e23`: what the last number is after GSM8K's "flexible" extraction. Answers
/// without one do not hold.
final class Numbers {

    /// Possessive, so that hostile text costs linear time.
    private static final Pattern NUMBER = Pattern.compile(
            "(?:(?<![\\w.)])-)?+(?:\\d++(?:,\\d{3}(?!\\d))*+(?:\\.\\d++)?+|\\.\\d++)(?:[eE][+-]?\\d{1,3}+)?+");

    private static final int READ = 10_000;
    private static final double LARGEST = 1e300;

    private Numbers() {}

    static Metric number(MetricOptions options) {
        double tolerance = options.number("tolerance", 0, 0, LARGEST);
        double relative = options.number("relative", 0, 0, 1);
        String signature = String.format(Locale.ROOT, "take:last|abs:%s|rel:%s|multi:any", tolerance, relative);
        return new Assertion("number", signature, true, pair -> {
            OptionalDouble answer = last(pair.hypothesis());
            return answer.isPresent()
                    && pair.references().stream().anyMatch(reference -> {
                        OptionalDouble expected = last(reference);
                        return expected.isPresent()
                                && isNear(answer.getAsDouble(), expected.getAsDouble(), tolerance, relative);
                    });
        });
    }

    private static boolean isNear(double answer, double expected, double tolerance, double relative) {
        return Math.abs(answer - expected) <= Math.max(tolerance, relative * Math.abs(expected));
    }

    /// The last number in the last ten thousand characters.
    static OptionalDouble last(String text) {
        Matcher number = NUMBER.matcher(text.substring(Math.max(0, text.length() - READ)));
        OptionalDouble last = OptionalDouble.empty();
        while (number.find()) {
            last = OptionalDouble.of(Double.parseDouble(number.group().replace(",", "")));
        }
        return last;
    }
}
