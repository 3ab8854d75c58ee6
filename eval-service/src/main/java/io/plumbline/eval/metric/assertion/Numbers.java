package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `number`: the last number of the answer equals the last number of a reference within a tolerance: `tolerance`
/// absolute, `relative` to the reference's number; the larger applies. Default for both: 0.
///
/// A number consists of digits with an optional sign, comma-separated groups of three, a decimal point and an
/// exponent, for example `-1,250.50` or `6.02e23`: the last number as in GSM8K's "flexible" extraction. Answers
/// without a number fail.
final class Numbers {

    /// Possessive, so hostile text is matched in linear time.
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

    /// Returns the last number in the last ten thousand characters.
    static OptionalDouble last(String text) {
        Matcher number = NUMBER.matcher(text.substring(Math.max(0, text.length() - READ)));
        OptionalDouble last = OptionalDouble.empty();
        while (number.find()) {
            last = OptionalDouble.of(Double.parseDouble(number.group().replace(",", "")));
        }
        return last;
    }
}
